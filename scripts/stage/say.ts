/** What a command says, line by line. */
export type Say = (line: string) => void;
