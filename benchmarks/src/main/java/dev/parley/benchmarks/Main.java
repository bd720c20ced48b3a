package dev.parley.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.parley.benchmarks.Options.StoreKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Measures Parley beside a bare Temporal workflow on the same server; see docs/benchmarks.md. */
public final class Main {

  /** What {@code --only} takes. */
  static final List<String> NAMES =
      List.of(
          Turns.NAME,
          LongConversation.NAME,
          Streaming.NAME,
          SlowCalls.NAME,
          Waiting.NAME,
          People.NAME,
          StartUp.NAME);

  private final Options options;
  private final Path root;
  private final Figures figures = new Figures();
  private int number;

  private Main(Options options, Path root) {
    this.options = options;
    this.root = root;
  }

  /** Measures, prints a table, writes {@code benchmarks/target/results.json}. */
  public static void main(String... arguments) throws IOException, InterruptedException {
    Options options;
    try {
      options = Options.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n\n" + Options.USAGE);
      System.exit(2);
      return;
    }
    new Main(options, Path.of(System.getProperty("parley.root", ""))).run();
    System.exit(0);
  }

  private void run() throws IOException, InterruptedException {
    Path target = Files.createDirectories(root.resolve("benchmarks/target"));
    Path folder = Files.createTempDirectory(target, "run-");
    try {
      Machine machine = Machine.here(folder);
      measure(folder);
      Path file = target.resolve("results.json");
      json().writeValue(file.toFile(), results(machine));
      System.out.printf(
          "%n%d cores, %s, JDK %s, load %.1f at the beginning, %.2f ms to sync the disk%n%n%s",
          machine.cores(),
          machine.processor(),
          machine.java(),
          machine.load(),
          machine.syncMillis(),
          figures.table());
      System.out.println("Written to " + file);
    } finally {
      delete(folder);
    }
  }

  private void measure(Path folder) throws InterruptedException, IOException {
    for (StoreKind kind : StoreKind.values()) {
      if (options.stores().contains(kind)) {
        onStore(kind, folder);
      }
    }
    calls(folder);
    if (options.wants(StartUp.NAME)) {
      try (Site site = site(first(), folder)) {
        StartUp.run(site, root, folder, figures);
      }
    }
  }

  /** What is the same with every store. */
  private void calls(Path folder) throws InterruptedException, IOException {
    if (options.wants(SlowCalls.NAME)) {
      try (Site site = site(first(), folder)) {
        SlowCalls.run(site, figures);
      }
    }
    if (options.wants(Waiting.NAME)) {
      try (Site site = site(first(), folder)) {
        Waiting.run(options, site, figures);
      }
    }
    if (options.wants(People.NAME)) {
      try (Site site = site(first(), folder)) {
        People.run(options, site, root, folder, figures);
      }
    }
  }

  private void onStore(StoreKind kind, Path folder) throws InterruptedException, IOException {
    if (kind == StoreKind.POSTGRESQL && System.getenv("PARLEY_TEST_POSTGRES") == null) {
      Progress.say("PARLEY_TEST_POSTGRES names no PostgreSQL: left out");
      return;
    }
    if (options.wants(Turns.NAME)) {
      try (Site site = site(kind, folder)) {
        new Turns(options, site, figures).run();
      }
    }
    if (options.wants(LongConversation.NAME)) {
      try (Site site = site(kind, folder)) {
        LongConversation.run(options, site, figures);
      }
    }
    if (options.wants(Streaming.NAME)) {
      try (Site site = site(kind, folder)) {
        Streaming.run(options, site, figures, kind.word());
      }
    }
  }

  private StoreKind first() {
    return options.stores().contains(StoreKind.SQLITE) ? StoreKind.SQLITE : StoreKind.POSTGRESQL;
  }

  /** A new server and a new store for each benchmark: none measures what another left. */
  private Site site(StoreKind kind, Path folder) throws InterruptedException, IOException {
    number++;
    Path own = Files.createDirectories(folder.resolve("site-" + number));
    Optional<Store> store = Store.of(kind, own, number);
    return Site.in(
        own,
        store.orElseThrow(
            () -> new IllegalStateException("PARLEY_TEST_POSTGRES names no PostgreSQL")),
        options.lane());
  }

  private Map<String, Object> results(Machine machine) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("machine", machine);
    all.put("rounds", options.rounds());
    all.put("lane", options.lane().name().toLowerCase(Locale.ROOT));
    all.put("figures", figures.sections());
    return all;
  }

  private static ObjectMapper json() {
    return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
