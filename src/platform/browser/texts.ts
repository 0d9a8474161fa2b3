/** Texts a page works with on the device, or nothing where they cannot be had: then the page goes on as plain forms. */
export async function textsFrom<T>(source: string): Promise<T | null> {
  try {
    const response = await fetch(source);
    return response.ok ? ((await response.json()) as T) : null;
  } catch {
    return null;
  }
}
