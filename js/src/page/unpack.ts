/** The bytes behind an element of the file, whose text is base64 of what gzip made. */
export async function unpack(id: string): Promise<Uint8Array<ArrayBuffer>> {
  const text = document.getElementById(id)?.textContent;
  if (text === null || text === undefined) throw new Error(`the file is incomplete: it has no ${id}`);
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

export async function unpackText(id: string): Promise<string> {
  return new TextDecoder().decode(await unpack(id));
}
