package dev.parley.benchmarks;

import dev.parley.agents.Agent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is measured.
 *
 * @param quick whether less is enough
 * @param rounds how often; medians are reported
 * @param atOnce numbers of conversations at once
 * @param turns turns of a conversation that is one of many
 * @param lone turns of a conversation that is alone
 * @param stores where the words are kept
 * @param lane how effects are called
 * @param only the one benchmark that is wanted; absent: all
 */
record Options(
    boolean quick,
    int rounds,
    List<Integer> atOnce,
    int turns,
    int lone,
    Set<StoreKind> stores,
    Agent.Lane lane,
    @Nullable String only) {

  static final String USAGE =
      """
      benchmarks/run [--quick] [--store sqlite|postgresql|both] [--lane activity|auto] [--only NAME]
                     [--rounds N] [--at-once N,N,...]

        --quick    one round, at most 50 conversations at once
        --store    where the words are kept, default both; PostgreSQL is the database that
                   PARLEY_TEST_POSTGRES (_USER, _PASSWORD) names, and is left out without it
        --lane     how effects are called, default activity; the bare workflow beside it calls
                   activities there, and local ones that keep 4 KiB in the lane auto
        --only     one of: %s
      """
          .formatted(String.join(", ", Main.NAMES));

  Options {
    atOnce = List.copyOf(atOnce);
    stores = Set.copyOf(stores);
  }

  /** The stores that can be asked for. */
  enum StoreKind {
    SQLITE,
    POSTGRESQL;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException with the argument that is wrong
   */
  static Options parse(String... arguments) {
    boolean quick = false;
    int rounds = 0;
    List<Integer> atOnce = List.of();
    Set<StoreKind> stores = EnumSet.allOf(StoreKind.class);
    Agent.Lane lane = Agent.Lane.ACTIVITY;
    String only = null;
    Iterator<String> rest = Arrays.asList(arguments).iterator();
    while (rest.hasNext()) {
      String option = rest.next();
      switch (option) {
        case "--quick" -> quick = true;
        case "--store" -> stores = stores(value(option, rest));
        case "--lane" -> lane = lane(value(option, rest));
        case "--only" -> only = benchmark(value(option, rest));
        case "--rounds" -> rounds = count(option, value(option, rest));
        case "--at-once" -> atOnce = counts(option, value(option, rest));
        default -> throw new IllegalArgumentException("unknown option \"" + option + "\"");
      }
    }
    return new Options(
        quick,
        rounds > 0 ? rounds : quick ? 1 : 3,
        !atOnce.isEmpty() ? atOnce : quick ? List.of(1, 10, 50) : List.of(1, 10, 50, 200),
        20,
        quick ? 60 : 100,
        stores,
        lane,
        only);
  }

  boolean wants(String name) {
    return only == null || only.equals(name);
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(option + " wants a value");
    }
    return rest.next();
  }

  private static List<Integer> counts(String option, String value) {
    return Arrays.stream(value.split(",", -1)).map(one -> count(option, one)).toList();
  }

  private static int count(String option, String value) {
    try {
      int count = Integer.parseInt(value);
      if (count > 0) {
        return count;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(option + " wants a number, not \"" + value + "\"", e);
    }
    throw new IllegalArgumentException(option + " wants at least 1, not " + value);
  }

  private static Agent.Lane lane(String value) {
    for (Agent.Lane lane : Agent.Lane.values()) {
      if (lane.name().toLowerCase(Locale.ROOT).equals(value)) {
        return lane;
      }
    }
    throw new IllegalArgumentException("no lane is called \"" + value + "\"");
  }

  private static String benchmark(String name) {
    if (!Main.NAMES.contains(name)) {
      throw new IllegalArgumentException("no benchmark is called \"" + name + "\"");
    }
    return name;
  }

  private static Set<StoreKind> stores(String value) {
    List<StoreKind> found = new ArrayList<>();
    for (StoreKind kind : StoreKind.values()) {
      if (value.equals("both") || value.equals(kind.word())) {
        found.add(kind);
      }
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException("no store is called \"" + value + "\"");
    }
    return EnumSet.copyOf(found);
  }
}
