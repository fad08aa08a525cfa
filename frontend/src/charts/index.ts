export function draw(): never { throw new Error("later"); }
