package dev.parley.cli.local;

import java.nio.file.Path;

/** A way to get the {@code temporal} program. */
interface TemporalSource {

  /** What it is, for people: {@code official download}, {@code built with Go}. */
  String name();

  /** Bytes of free disk that it needs while it works. */
  long space();

  /**
   * Makes the program in an empty folder, which the caller removes afterwards.
   *
   * @return the executable file
   * @throws PartException if this way is closed on this machine
   */
  Path make(TemporalRelease release, Path folder, Progress progress);
}
