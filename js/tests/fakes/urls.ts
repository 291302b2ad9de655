import { vi } from "vitest";

/** Addresses of blobs: which are alive, which were given back, and what is behind each. */
export class FakeUrls {
  readonly alive = new Map<string, Blob>();
  readonly revoked: string[] = [];
  made = 0;

  constructor() {
    vi.spyOn(URL, "createObjectURL").mockImplementation((blob) => {
      this.made += 1;
      const address = `blob:${this.made}`;
      this.alive.set(address, blob as Blob);
      return address;
    });
    vi.spyOn(URL, "revokeObjectURL").mockImplementation((address) => {
      if (!this.alive.delete(address)) throw new Error(`${address} was given back twice, or never made`);
      this.revoked.push(address);
    });
  }

  /** The bytes behind an address. */
  async bytes(address: string | undefined): Promise<number[]> {
    const blob = this.alive.get(address ?? "");
    if (!blob) throw new Error(`${address} is not alive`);
    return [...new Uint8Array(await blob.arrayBuffer())];
  }
}

/** Bytes at an offset of a larger buffer, as hosts hand them out. */
export function bytesAt(offset: number, ...bytes: number[]): DataView {
  return new DataView(
    Uint8Array.from([...Array.from({ length: offset }, () => 99), ...bytes, 98]).buffer,
    offset,
    bytes.length,
  );
}
