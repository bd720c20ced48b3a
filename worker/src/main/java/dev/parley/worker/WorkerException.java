package dev.parley.worker;

/** Why a worker does not start. The message names the value, the place and the remedy. */
public abstract sealed class WorkerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private WorkerException(String message) {
    super(message);
  }

  private WorkerException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What a process ends with that cannot start because of it. */
  public abstract int exitCode();

  /** The configuration is wrong; starting again changes nothing. Exit code 2. */
  public static final class Invalid extends WorkerException {
    private static final long serialVersionUID = 1L;

    public Invalid(String message) {
      super(message);
    }

    public Invalid(String message, Throwable cause) {
      super(message, cause);
    }

    @Override
    public int exitCode() {
      return 2;
    }
  }

  /** Temporal, the store or another part was not to be had in time. Exit code 4. */
  public static final class Unreachable extends WorkerException {
    private static final long serialVersionUID = 1L;

    public Unreachable(String message, Throwable cause) {
      super(message, cause);
    }

    @Override
    public int exitCode() {
      return 4;
    }
  }
}
