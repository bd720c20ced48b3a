package dev.parley.examples;

import dev.parley.activities.models.EndpointAnswer;
import dev.parley.activities.models.ModelEndpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CountDownLatch;

/** A model's endpoint as a process of its own, so that it can be where no network is. */
public final class OfflineEndpoint {

  private OfflineEndpoint() {}

  /** Answers until it is ended. The one argument is the file that gets its base url. */
  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[0]);
    try (var endpoint = ModelEndpoint.always(EndpointAnswer.text("It is 42. TERMINATE"))) {
      Path written = Files.writeString(Path.of(file + ".next"), endpoint.baseUrl());
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
      new CountDownLatch(1).await();
    }
  }
}
