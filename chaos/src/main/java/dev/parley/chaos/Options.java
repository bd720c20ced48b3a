package dev.parley.chaos;

import dev.parley.agents.Agent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** What the command is asked for. */
final class Options {

  static final String USAGE =
      """
      --seeds N            so many chaos runs with fresh seeds
      --seed SEED          one chaos run; may be repeated
      --scenario KIND      coding, or decisions: people approve tools, killed at each step of that; default coding
      --disturb KINDS      all, or some of kills, freezes, says, bursts, resets, terminates: alone and together
      --store STORES       sqlite, postgres or both, separated by a comma; default sqlite
      --longest-freeze S   how many seconds a process is stopped at most, 1 to 15; default 15
      --lane LANE          activity or auto: how effects are called; default activity
      --recovery N         so many kills of the worker and of the server: how long until the next turn
      --failover N         so many waiting conversations with long histories, and a worker that is killed
      --waiting N          so many waiting conversations: memory, and times to list, signal and fail over
      --growth             two conversations of 1,000 turns
      --json FILE          writes the figures there too
      """;

  private static final int LARGEST = 1_000_000_000;
  private static final int LONGEST_FREEZE = 15;

  /** On one conversation that asks people. */
  private static final int MOST_BLOWS = 3;

  private final List<Long> seeds = new ArrayList<>();
  private Set<Disturbance> kinds = EnumSet.allOf(Disturbance.class);
  private Set<String> stores = Set.of("sqlite");
  private Duration longestFreeze = Duration.ofSeconds(LONGEST_FREEZE);
  private Agent.Lane lane = Agent.Lane.ACTIVITY;
  private boolean decisions;
  private int kills;
  private int failover;
  private int waiting;
  private boolean growth;
  private Path json = Path.of("");

  private Options() {}

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException with the option, if one is unknown or its value wrong
   */
  static Options parse(List<String> arguments) {
    Options options = new Options();
    List<String> rest = new ArrayList<>(arguments);
    while (!rest.isEmpty()) {
      String option = rest.removeFirst();
      if (option.equals("--growth")) {
        options.growth = true;
      } else if (rest.isEmpty()) {
        throw new IllegalArgumentException(option + ": unknown, or without its value");
      } else {
        options.take(option, rest.removeFirst());
      }
    }
    return options;
  }

  private void take(String option, String value) {
    switch (option) {
      case "--seeds" -> new Random().longs(number(option, value), 1, LARGEST).forEach(seeds::add);
      case "--seed" -> seeds.add((long) number(option, value));
      case "--scenario" -> decisions = decisions(value);
      case "--disturb" -> kinds = kinds(value);
      case "--store" -> stores = stores(value);
      case "--longest-freeze" -> longestFreeze = Duration.ofSeconds(freeze(number(option, value)));
      case "--lane" -> lane = lane(value);
      case "--recovery" -> kills = number(option, value);
      case "--failover" -> failover = number(option, value);
      case "--waiting" -> waiting = number(option, value);
      case "--json" -> json = Path.of(value);
      default -> throw new IllegalArgumentException(option + ": there is no such option");
    }
  }

  private static int number(String option, String value) {
    try {
      int number = Integer.parseInt(value);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("%s %s: not a number".formatted(option, value), e);
    }
    throw new IllegalArgumentException("%s %s: must be 1 or more".formatted(option, value));
  }

  private static Set<Disturbance> kinds(String value) {
    return value.equals("all")
        ? EnumSet.allOf(Disturbance.class)
        : Arrays.stream(value.split(",", -1))
            .map(
                one ->
                    Disturbance.of(one)
                        .orElseThrow(
                            () ->
                                new IllegalArgumentException(
                                    "--disturb %s: there is no such kind".formatted(one))))
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Disturbance.class)));
  }

  private static Set<String> stores(String value) {
    Set<String> chosen = Set.of(value.split(",", -1));
    if (!Set.of("sqlite", "postgres").containsAll(chosen)) {
      throw new IllegalArgumentException("--store %s: write sqlite,postgres".formatted(value));
    }
    return chosen;
  }

  private static int freeze(int seconds) {
    if (seconds > LONGEST_FREEZE) {
      throw new IllegalArgumentException(
          "--longest-freeze %d: at most %d, shorter than a lease lasts"
              .formatted(seconds, LONGEST_FREEZE));
    }
    return seconds;
  }

  private static boolean decisions(String value) {
    return switch (value) {
      case "coding" -> false;
      case "decisions" -> true;
      default ->
          throw new IllegalArgumentException(
              "--scenario %s: write coding or decisions".formatted(value));
    };
  }

  private static Agent.Lane lane(String value) {
    return switch (value) {
      case "activity" -> Agent.Lane.ACTIVITY;
      case "auto" -> Agent.Lane.AUTO;
      default ->
          throw new IllegalArgumentException("--lane %s: write activity or auto".formatted(value));
    };
  }

  List<Long> seeds() {
    return List.copyOf(seeds);
  }

  ChaosRun.Setup setup() {
    return new ChaosRun.Setup(kinds, longestFreeze, lane);
  }

  DecisionRun.Setup decisionSetup() {
    return new DecisionRun.Setup(longestFreeze, MOST_BLOWS, lane);
  }

  /** Whether runs are those of people's decisions, not the coding ones. */
  boolean decisions() {
    return decisions;
  }

  Set<String> stores() {
    return stores;
  }

  int kills() {
    return kills;
  }

  int failover() {
    return failover;
  }

  int waiting() {
    return waiting;
  }

  boolean growth() {
    return growth;
  }

  /** Empty: nowhere. */
  Path json() {
    return json;
  }

  /** Whether anything is asked for. */
  boolean any() {
    return !seeds.isEmpty() || kills > 0 || failover > 0 || waiting > 0 || growth;
  }
}
