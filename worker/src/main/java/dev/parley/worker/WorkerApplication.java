package dev.parley.worker;

import dev.parley.worker.people.RequestDoor;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** The worker as an application: a {@link ParleyWorker} with extensions, health and metrics. */
public final class WorkerApplication implements AutoCloseable {

  private final Standing standing;
  private final RequestDoor door;
  private final Extensions extensions;
  private final RunningWorker worker;
  private final Optional<Pages> pages;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);

  private WorkerApplication(
      Standing standing,
      RequestDoor door,
      Extensions extensions,
      RunningWorker worker,
      Optional<Pages> pages) {
    this.standing = standing;
    this.door = door;
    this.extensions = extensions;
    this.worker = worker;
    this.pages = pages;
  }

  /**
   * Starts it.
   *
   * @param libraries jars with extensions
   * @throws WorkerException if it cannot be started
   */
  public static WorkerApplication start(WorkerSettings settings, List<Path> libraries) {
    SdkLogs.quiet();
    Standing standing = new Standing();
    RequestDoor door = new RequestDoor();
    Meters meters = Meters.create();
    // Side by side with the worker: each takes half a second.
    CompletableFuture<Optional<Pages>> opening =
        CompletableFuture.supplyAsync(
            () -> pages(settings, standing, meters, door),
            task -> Thread.ofPlatform().name("pages").start(task));
    Parts parts = new Parts();
    try {
      Extensions extensions = parts.add(Extensions.load(libraries));
      ParleyWorker hired = ParleyWorker.connect(settings).metrics(meters.registry());
      extensions.extend(hired);
      RunningWorker worker = parts.add(hired.start());
      Optional<Pages> pages = join(opening);
      standing.started(worker);
      door.open(worker::desk);
      return new WorkerApplication(standing, door, extensions, worker, pages);
    } catch (RuntimeException e) {
      parts.close();
      var unused = opening.thenAccept(pages -> pages.ifPresent(Pages::close));
      throw e;
    }
  }

  private static Optional<Pages> pages(
      WorkerSettings settings, Standing standing, Meters meters, RequestDoor door) {
    return Optional.ofNullable(settings.health().port())
        .map(port -> Pages.open(settings, port, standing, meters, door));
  }

  private static Optional<Pages> join(CompletableFuture<Optional<Pages>> opening) {
    try {
      return opening.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof WorkerException known ? known : e;
    }
  }

  /** The worker in it. */
  public RunningWorker worker() {
    return worker;
  }

  /** Where its pages are, e.g. {@code http://127.0.0.1:8088}; empty if they are off. */
  public Optional<URI> pages() {
    return pages.map(Pages::address);
  }

  /** Waits until it is closed. */
  public void await() throws InterruptedException {
    closed.await();
  }

  /**
   * Not ready any more, then the worker ends as {@link RunningWorker#close} says, then the pages.
   */
  @Override
  public void close() {
    if (!closing.compareAndSet(false, true)) {
      return;
    }
    standing.stopping();
    door.close();
    worker.close();
    pages.ifPresent(Pages::close);
    extensions.close();
    closed.countDown();
  }
}
