/** The calls that are kept to be resumed. */
export async function savedCalls(): Promise<IDBValidKey[]> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('p2p-video-call');
    opening.onupgradeneeded = () => opening.result.createObjectStore('calls');
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error!);
  });
  const keys = await new Promise<IDBValidKey[]>((resolve) => {
    const request = database.transaction('calls').objectStore('calls').getAllKeys();
    request.onsuccess = () => resolve(request.result);
  });
  database.close();
  return keys;
}
