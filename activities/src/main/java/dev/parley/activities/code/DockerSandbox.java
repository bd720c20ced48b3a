package dev.parley.activities.code;

import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.util.function.Predicate;

/**
 * Containers of a Docker engine, one pair for each run, without network, writable root, privileges
 * or more than the limits say. The engine may be remote. Works with everything that speaks its
 * interface.
 */
public final class DockerSandbox implements Sandbox, AutoCloseable {

  private final Engine engine;
  private final SandboxSettings settings;
  private final Scratch scratch;
  private final Images images;

  DockerSandbox(Engine engine, SandboxSettings settings, Scratch scratch) {
    this.engine = engine;
    this.settings = settings;
    this.scratch = scratch;
    this.images = new Images(engine.client(), settings);
  }

  @Override
  public String name() {
    return "docker " + engine.version();
  }

  @Override
  public RunResult run(Job job) {
    job.workspace().requireWithin(job.limits());
    return Supervised.run(job, cancellation -> run(job, cancellation));
  }

  private RunResult run(Job job, Cancellation cancellation) {
    long start = System.nanoTime();
    try {
      return switch (images.of(job, cancellation)) {
        case Images.Ready ready -> run(job, ready.image(), start, cancellation);
        case Images.Unbuildable unbuildable ->
            RunResult.of(job, 1, unbuildable.why(), describe(job.limits(), job.network()));
      };
    } catch (SandboxException e) {
      throw e;
    } catch (RuntimeException | IOException e) {
      throw new SandboxFailed("The Docker engine failed: " + message(e), e);
    } catch (InterruptedException e) {
      throw new SandboxFailed("The run was interrupted", e);
    }
  }

  private RunResult run(Job job, String image, long start, Cancellation cancellation)
      throws IOException, InterruptedException {
    Scratch.Folder folder = scratch.open();
    boolean handedOver = false;
    try {
      DockerRun.Done done =
          new DockerRun(engine, job, cancellation)
              .run(image, settings.networkMode(), scratch.owner(), folder.path());
      long millis = (System.nanoTime() - start) / 1_000_000;
      String sandbox = describe(job.limits(), job.network());
      RunResult result =
          done.outcome().result(job, done.output(), done.files(), sandbox, millis, folder::close);
      handedOver = true;
      return result;
    } finally {
      if (!handedOver) {
        folder.close();
      }
    }
  }

  private static String message(Exception failure) {
    return failure instanceof DockerException refused
        ? "status %d: %s".formatted(refused.getHttpStatus(), refused.getMessage())
        : failure.toString();
  }

  /** Removes the containers of processes that are gone, and says how many there were. */
  int removeOrphans(Predicate<String> alive) {
    return new Containers(engine.client()).removeOrphans(scratch.owner(), alive);
  }

  @Override
  public void close() {
    engine.close();
  }
}
