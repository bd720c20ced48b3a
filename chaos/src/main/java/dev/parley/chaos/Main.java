package dev.parley.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.parley.activities.models.ModelEndpoint;
import dev.parley.agents.Context;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The command: chaos runs and their figures, by hand. */
public final class Main {

  private static final String USAGE =
      """
      --seeds N       so many chaos runs with fresh seeds
      --seed SEED     one chaos run; may be repeated
      --recovery N    so many kills of the worker and of the server: how long until the next turn
      --growth        two conversations of 1,000 turns
      --json FILE     writes the figures there too
      """;

  private final PrintStream out;
  private final List<Long> seeds = new ArrayList<>();
  private int kills;
  private boolean growth;
  private Path json = Path.of("");

  private Main(PrintStream out) {
    this.out = out;
  }

  /** Exits with 1 if a run did not end as the undisturbed one. */
  public static void main(String[] arguments) throws IOException {
    System.exit(new Main(System.out).run(List.of(arguments)));
  }

  private int run(List<String> arguments) throws IOException {
    if (!parse(arguments)) {
      out.print(USAGE);
      return 2;
    }
    Path temporal =
        TemporalProgram.find(System.getenv())
            .orElseThrow(() -> new IllegalStateException(TemporalProgram.remedy()));
    Path folder = Files.createTempDirectory("parley-chaos");
    Figures figures;
    try (Lab lab = Lab.open(temporal, folder);
        ModelEndpoint endpoint = Coding.TWELVE.endpoint()) {
      figures = measure(lab, endpoint);
    }
    out.print(figures.markdown());
    write(figures);
    return figures.good() ? 0 : 1;
  }

  private boolean parse(List<String> arguments) {
    List<String> rest = new ArrayList<>(arguments);
    while (!rest.isEmpty()) {
      String option = rest.removeFirst();
      if (option.equals("--growth")) {
        growth = true;
      } else if (rest.isEmpty()) {
        return false;
      } else {
        String value = rest.removeFirst();
        switch (option) {
          case "--seeds" ->
              new Random().longs(Integer.parseInt(value), 1, 1_000_000_000).forEach(seeds::add);
          case "--seed" -> seeds.add(Long.parseLong(value));
          case "--recovery" -> kills = Integer.parseInt(value);
          case "--json" -> json = Path.of(value);
          default -> {
            return false;
          }
        }
      }
    }
    return !seeds.isEmpty() || kills > 0 || growth;
  }

  private Figures measure(Lab lab, ModelEndpoint endpoint) {
    List<ChaosRun.Report> runs = new ArrayList<>();
    if (!seeds.isEmpty()) {
      ChaosRun chaos = new ChaosRun(lab, endpoint, ChaosRun.undisturbed(lab, endpoint));
      for (long seed : seeds) {
        runs.add(chaos.run(seed));
      }
    }
    Recovery recovery = new Recovery(lab, endpoint);
    List<Long> worker = kills > 0 ? recovery.measure(Target.WORKER, kills, 1) : List.of();
    List<Long> server = kills > 0 ? recovery.measure(Target.SERVER, kills, 1) : List.of();
    return new Figures(runs, worker, server, growth ? grow(lab) : List.of());
  }

  private static List<Growth.Report> grow(Lab lab) {
    // A JVM that has just started takes longer for its first turns.
    var unused = new Growth(300, 5_000, new Context.Buffered(10)).run(lab, "warm-up");
    return List.of(
        new Growth(1_000, 5_000, new Context.TokenLimited(200_000)).run(lab, "growth-tokens"),
        new Growth(1_000, 5_000, new Context.Buffered(10)).run(lab, "growth-buffered"));
  }

  private void write(Figures figures) throws IOException {
    if (json.toString().isEmpty()) {
      return;
    }
    try {
      Files.writeString(
          json,
          new ObjectMapper()
                  .enable(SerializationFeature.INDENT_OUTPUT)
                  .writeValueAsString(
                      Map.of(
                          "runs", figures.runs(),
                          "afterKilledWorkerMillis", figures.afterWorker(),
                          "afterServerRestartMillis", figures.afterServer(),
                          "growth", figures.growth()))
              + "\n");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
