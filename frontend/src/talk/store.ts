/** Pieces of recordings in this browser's own database, so that a closed window loses nothing that was recorded. */

export interface Piece { address: string; key: string; number: number; content: ArrayBuffer }

const NAME = "pieces";

function open(): Promise<IDBDatabase | null> {
  return new Promise((found) => {
    const request = globalThis.indexedDB?.open("pult-talks", 1);
    if (!request) return found(null);
    request.onupgradeneeded = () => request.result.createObjectStore(NAME, { keyPath: ["address", "number"] });
    request.onsuccess = () => found(request.result);
    request.onerror = () => found(null);
  });
}

async function ask<Answer>(mode: IDBTransactionMode, what: (store: IDBObjectStore) => IDBRequest<Answer>): Promise<Answer | null> {
  const database = await open();
  if (!database) return null;
  return new Promise((found) => {
    const request = what(database.transaction(NAME, mode).objectStore(NAME));
    request.onsuccess = () => found(request.result);
    request.onerror = () => found(null);
  }).finally(() => database.close()) as Promise<Answer | null>;
}

export const put = (piece: Piece): Promise<unknown> => ask("readwrite", (store) => store.put(piece));
export const drop = ({ address, number }: Piece): Promise<unknown> => ask("readwrite", (store) => store.delete([address, number]));

/** What an earlier window of this talk has left behind. */
export async function left(key: string): Promise<Piece[]> {
  const all = await ask<Piece[]>("readonly", (store) => store.getAll() as IDBRequest<Piece[]>);
  return (all ?? []).filter((piece) => piece.key === key);
}
