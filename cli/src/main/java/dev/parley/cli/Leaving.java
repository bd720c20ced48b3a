package dev.parley.cli;

import java.util.function.Supplier;

/**
 * Sees to it that the last line of an interrupted command is the last one, and that it is printed
 * once: by Ctrl-C, by the end of the terminal, or by the command itself.
 */
final class Leaving implements AutoCloseable {

  private final Thread hook = new Thread(this::now, "parley-leave");
  private Runnable farewell = () -> {};
  private boolean left;

  /** From now on an interrupt is seen. */
  Leaving() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Starts what there is to leave; an interrupt waits until it is clear what has been started. */
  synchronized <T> T starting(Supplier<T> start) {
    return start.get();
  }

  /** What is done when the command leaves. */
  synchronized void farewell(Runnable last) {
    farewell = last;
  }

  /** Leaves, unless that has happened or there is nothing left to leave. */
  synchronized void now() {
    if (!left) {
      left = true;
      farewell.run();
    }
  }

  /** The conversation is over: nothing goes on that one could return to. */
  synchronized void over() {
    left = true;
  }

  /** The conversation goes on after all. */
  synchronized void again() {
    left = false;
  }

  /** Prints something as long as the last line has not been printed. */
  synchronized void unlessLeft(Runnable print) {
    if (!left) {
      print.run();
    }
  }

  @Override
  public void close() {
    try {
      var unused = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The machine is going down, by this very hook.
      return;
    }
  }
}
