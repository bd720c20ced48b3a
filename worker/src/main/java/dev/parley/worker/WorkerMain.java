package dev.parley.worker;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The worker as a process: {@code parley worker [--lib PATH]…}. */
public final class WorkerMain {

  private static final Logger log = LoggerFactory.getLogger(WorkerMain.class);
  private static final String LIB = "--lib";

  private WorkerMain() {}

  /**
   * Works until the process is asked to end.
   *
   * @param arguments {@code --lib PATH}, as often as wanted
   * @return 0, or the exit code of what kept it from starting, which is in the log
   */
  public static int run(String... arguments) {
    try {
      return run(WorkerSettings.load(), libraries(Arrays.asList(arguments).iterator()));
    } catch (WorkerException e) {
      log.error("{}", e.getMessage());
      return e.exitCode();
    }
  }

  /**
   * Works until the process is asked to end.
   *
   * @param libraries jars with extensions
   * @return 0
   * @throws WorkerException if it cannot be started
   */
  public static int run(WorkerSettings settings, List<Path> libraries) {
    AtomicReference<@Nullable WorkerApplication> running = new AtomicReference<>();
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("shutdown")
                .unstarted(
                    () -> {
                      WorkerApplication application = running.get();
                      if (application != null) {
                        application.close();
                      }
                    }));
    WorkerApplication application = WorkerApplication.start(settings, libraries);
    running.set(application);
    try {
      application.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      application.close();
    }
    return 0;
  }

  private static List<Path> libraries(Iterator<String> arguments) {
    List<Path> paths = new ArrayList<>();
    while (arguments.hasNext()) {
      String argument = arguments.next();
      if (argument.startsWith(LIB + "=")) {
        paths.add(Path.of(argument.substring(LIB.length() + 1)));
      } else if (argument.equals(LIB) && arguments.hasNext()) {
        paths.add(Path.of(arguments.next()));
      } else {
        throw new WorkerException.Invalid(
            "worker: unknown option \"%s\"; there is only --lib PATH".formatted(argument));
      }
    }
    return paths;
  }
}
