/** Rows and columns that are no labels: the labels that are not shown, and items without a prediction. */
export const OTHER = -1;
export const NONE = -2;
/** In place of a row or column: all of them, so that a whole column or row is meant. */
export const ANY = -3;

/** A row and a column of the matrix: codes of labels, or OTHER, or ANY; the column also NONE. */
export interface Cell {
  readonly truth: number;
  readonly predicted: number;
}

/** How the matrix is made: how many labels, and whether a top score below the threshold still counts. */
export interface MatrixOptions {
  readonly size: number;
  readonly atThreshold: boolean;
}
