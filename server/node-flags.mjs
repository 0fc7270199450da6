// How Node runs the built server: shared by whatever starts it, so that figures are those of what people run.

export const SERVER_FLAGS = [
  // No object's prototype can be reached, or replaced, through a key that somebody sent.
  "--disable-proto=delete",
  "--enable-source-maps",
];

/** The engines work in libuv's threads, of which four are too few for readers, a writer, the journal and files. */
export const THREADS = "16";
