package dev.parley.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.parley.agents.Context;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command: chaos runs and their figures, by hand. */
public final class Main {

  private final PrintStream out;
  private final PrintStream progress;
  private final Options options;
  private final Path temporal;

  private Main(PrintStream out, PrintStream progress, Options options) {
    this.out = out;
    this.progress = progress;
    this.options = options;
    this.temporal =
        TemporalProgram.find(System.getenv())
            .orElseThrow(() -> new IllegalStateException(TemporalProgram.remedy()));
  }

  /** Exits with 1 if a run did not end as the undisturbed one. */
  public static void main(String[] arguments) throws IOException {
    try {
      Options options = Options.parse(List.of(arguments));
      if (options.any()) {
        System.exit(new Main(System.out, System.err, options).run());
      }
      System.out.print(Options.USAGE);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(Options.USAGE);
    }
    System.exit(2);
  }

  private int run() throws IOException {
    if (options.decisions()) {
      return decisions();
    }
    List<ChaosRun.Report> runs = new ArrayList<>();
    if (!options.seeds().isEmpty()) {
      for (String store : options.stores().stream().sorted().toList()) {
        runs.addAll(chaos(store));
      }
    }
    Figures figures = measured(runs);
    out.print(figures.markdown());
    write(all(figures));
    return figures.good() ? 0 : 1;
  }

  private int decisions() throws IOException {
    List<DecisionRun.Report> runs = new ArrayList<>();
    for (String store : options.stores().stream().sorted().toList()) {
      Path folder = Files.createTempDirectory("parley-chaos");
      progress.println("logs are in " + folder);
      try (Arena arena = arena(store, folder)) {
        DecisionRun decisions = new DecisionRun(arena, options.decisionSetup());
        for (long seed : options.seeds()) {
          DecisionRun.Report report = decisions.run(seed);
          progress.println(DecisionRun.shown(report));
          report.problems().forEach(problem -> progress.println("  BROKEN: " + problem));
          runs.add(report);
        }
      }
    }
    out.print(DecisionRun.markdown(runs));
    write(Map.of("decisions", runs));
    return runs.stream().allMatch(DecisionRun.Report::survived) ? 0 : 1;
  }

  private List<ChaosRun.Report> chaos(String store) throws IOException {
    Path folder = Files.createTempDirectory("parley-chaos");
    progress.println("logs are in " + folder);
    List<ChaosRun.Report> runs = new ArrayList<>();
    try (Arena arena = arena(store, folder)) {
      ChaosRun chaos = ChaosRun.in(arena, options.setup());
      for (long seed : options.seeds()) {
        ChaosRun.Report report = chaos.run(seed);
        progress.println(ChaosTable.shown(report));
        report.problems().forEach(problem -> progress.println("  BROKEN: " + problem));
        runs.add(report);
      }
    }
    return runs;
  }

  private Arena arena(String store, Path folder) {
    return store.equals("sqlite")
        ? Arena.sqlite(temporal, folder)
        : Arena.postgres(
            temporal,
            folder,
            Postgres.find(System.getenv())
                .orElseThrow(() -> new IllegalStateException(Postgres.remedy())));
  }

  private Figures measured(List<ChaosRun.Report> runs) throws IOException {
    boolean any =
        options.kills() > 0 || options.failover() > 0 || options.waiting() > 0 || options.growth();
    if (!any) {
      return new Figures(runs, List.of(), List.of(), List.of(), List.of(), List.of());
    }
    try (Arena arena = Arena.sqlite(temporal, Files.createTempDirectory("parley-chaos"))) {
      Lab lab = arena.lab();
      Recovery recovery = new Recovery(lab, arena.model().endpoint());
      return new Figures(
          runs,
          options.kills() > 0 ? recovery.measure(Target.WORKER, options.kills(), 1) : List.of(),
          options.kills() > 0 ? recovery.measure(Target.SERVER, options.kills(), 1) : List.of(),
          options.growth() ? grow(lab) : List.of(),
          options.failover() > 0
              ? List.of(new Failover(lab, progress).run(options.failover()))
              : List.of(),
          options.waiting() > 0
              ? List.of(new Crowd(lab, progress).run(options.waiting()))
              : List.of());
    }
  }

  private static List<Growth.Report> grow(Lab lab) {
    // A JVM that has just started takes longer for its first turns.
    var unused = new Growth(300, 5_000, new Context.Buffered(10)).run(lab, "warm-up");
    return List.of(
        new Growth(1_000, 5_000, new Context.TokenLimited(200_000)).run(lab, "growth-tokens"),
        new Growth(1_000, 5_000, new Context.Buffered(10)).run(lab, "growth-buffered"));
  }

  private static Map<String, Object> all(Figures figures) {
    return Map.of(
        "runs", figures.runs(),
        "chaos", new ChaosTable(figures.runs()).rows(),
        "afterKilledWorkerMillis", figures.afterWorker(),
        "afterServerRestartMillis", figures.afterServer(),
        "growth", figures.growth(),
        "failover", figures.failover(),
        "waiting", figures.waiting());
  }

  private void write(Map<String, Object> all) throws IOException {
    if (options.json().toString().isEmpty()) {
      return;
    }
    Files.writeString(
        options.json(),
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(all)
            + "\n");
  }
}
