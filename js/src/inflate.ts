/** The text behind bytes that zlib has compressed. */
export async function inflate(bytes: Uint8Array): Promise<string> {
  const stream = new DecompressionStream("deflate");
  const writer = stream.writable.getWriter();
  // Not awaited: a full stream waits to be read. What goes wrong is told to the reader too.
  writer.write(bytes as Uint8Array<ArrayBuffer>).catch(() => {});
  writer.close().catch(() => {});
  const reader = stream.readable.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (let got = await reader.read(); !got.done; got = await reader.read()) {
    text += decoder.decode(got.value, { stream: true });
  }
  return text + decoder.decode();
}
