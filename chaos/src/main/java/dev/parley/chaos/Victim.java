package dev.parley.chaos;

/** A process that can be killed with SIGKILL or its like, started again, stopped and continued. */
interface Victim {

  /** Ends it at once. */
  void kill();

  /** Starts it again as it was; see {@link #awaitUp}. */
  void launch();

  /** Waits until it does its work. */
  void awaitUp();

  /** Stops it where it stands. */
  void freeze();

  /** Lets it go on. */
  void thaw();
}
