/** Of 1,000 bytes, to a tenth. */
export const inKilobytes = (bytes: number): number => Math.round(bytes / 100) / 10;
