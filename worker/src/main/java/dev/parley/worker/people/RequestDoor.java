package dev.parley.worker.people;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Where the HTTP pages find the desk, which is there only while the worker works. */
public final class RequestDoor {

  private final AtomicReference<Supplier<Optional<RequestDesk>>> desk =
      new AtomicReference<>(Optional::empty);

  /** From now on the pages are served; the desk is asked for with each of them. */
  public void open(Supplier<Optional<RequestDesk>> opened) {
    desk.set(opened);
  }

  /** From now on they are not. */
  public void close() {
    desk.set(Optional::empty);
  }

  Optional<RequestDesk> desk() {
    return desk.get().get();
  }
}
