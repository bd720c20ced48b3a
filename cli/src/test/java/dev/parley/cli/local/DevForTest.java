package dev.parley.cli.local;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The background {@code dev} of tests: the real one with a worker that is a shell command ({@code
 * TEST_WORKER}), and with conversations that are open while the file {@code open} is in the home.
 */
public final class DevForTest {
  private DevForTest() {}

  public static void main(String[] arguments) {
    Map<String, String> environment = System.getenv();
    Home home = Home.of(Parts.root(), environment);
    DevPlan plan =
        new DevPlan(
            home,
            environment,
            List.of("sh", "-c", environment.getOrDefault("TEST_WORKER", "exec sleep 1000")),
            Elsewhere.address(environment),
            true);
    int code = 0;
    try {
      new Dev(plan, TemporalSetup.of(home, environment), open(home)).run(info -> {});
    } catch (PartException e) {
      System.err.println(e.getMessage());
      code = 4;
    }
    System.exit(code);
  }

  static OpenConversations open(Home home) {
    return () -> Files.exists(home.folder().resolve("open"));
  }

  static List<String> command() {
    return List.of(
        Optional.ofNullable(System.getProperty("java.home")).orElseThrow() + "/bin/java",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Dparley.root=" + Parts.root(),
        "-cp",
        System.getProperty("java.class.path"),
        DevForTest.class.getName());
  }
}
