/** A body as a person reads it: JSON with indentation, anything else as it is. */
export const prettily = (body: string): string => {
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2);
  } catch {
    return body;
  }
};
