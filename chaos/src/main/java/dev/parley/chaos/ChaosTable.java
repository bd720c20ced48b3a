package dev.parley.chaos;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The figures of chaos runs.
 *
 * @param runs in order
 */
record ChaosTable(List<ChaosRun.Report> runs) {

  /** What came of the runs of one kind. */
  record Row(
      String store,
      String kind,
      int runs,
      int survived,
      int disturbances,
      int said,
      int requests,
      int effects,
      long longestSilence,
      long medianRecovery) {

    private static Row of(String store, String kind, List<ChaosRun.Report> runs) {
      List<Long> recoveries =
          runs.stream().flatMap(run -> run.recoveries().stream()).sorted().toList();
      return new Row(
          store,
          kind,
          runs.size(),
          (int) runs.stream().filter(ChaosRun.Report::survived).count(),
          runs.stream().mapToInt(run -> run.done().size()).sum(),
          runs.stream().mapToInt(ChaosRun.Report::said).sum(),
          runs.stream().mapToInt(ChaosRun.Report::requests).sum(),
          runs.stream().mapToInt(ChaosRun.Report::effects).sum(),
          runs.stream().mapToLong(ChaosRun.Report::silence).max().orElse(0),
          recoveries.isEmpty() ? 0 : Figures.median(recoveries));
    }

    private String line() {
      return "| %s | %s | %d of %d | %d | %d | %d for %d | %s | %s |"
          .formatted(
              store,
              kind,
              survived,
              runs,
              disturbances,
              said,
              requests,
              effects,
              Figures.seconds(longestSilence),
              Figures.seconds(medianRecovery));
    }
  }

  /** Runs of one kind of disturbance alone, and those of several together, for each store. */
  List<Row> rows() {
    Map<String, List<ChaosRun.Report>> groups =
        runs.stream()
            .collect(
                Collectors.groupingBy(
                    run -> run.store() + " " + kind(run), TreeMap::new, Collectors.toList()));
    return groups.values().stream()
        .map(group -> Row.of(group.getFirst().store(), kind(group.getFirst()), group))
        .toList();
  }

  private static String kind(ChaosRun.Report run) {
    return run.kinds().contains("+") ? "several" : run.kinds();
  }

  /** The table, and below it what was broken. */
  String markdown() {
    String table =
        rows().stream()
            .map(Row::line)
            .collect(
                Collectors.joining(
                    "\n",
                    """
                    | store | disturbed by | survived | blows | words said | requests for replies | longest silence, s | median recovery, s |
                    |---|---|---|---|---|---|---|---|
                    """,
                    "\n\n"));
    String broken =
        runs.stream()
            .filter(run -> !run.survived())
            .map(ChaosTable::broken)
            .collect(Collectors.joining("\n"));
    return table + broken + (broken.isEmpty() ? "" : "\n\n");
  }

  private static String broken(ChaosRun.Report run) {
    return "- %s: %s".formatted(shown(run), String.join("; ", run.problems()));
  }

  /** A run in one line. */
  static String shown(ChaosRun.Report run) {
    return String.format(
        Locale.ROOT,
        "seed %d on %s, %s [%s]: %d requests for %d replies, %d words, longest silence %.1f s,"
            + " %.1f s, %s",
        run.seed(),
        run.store(),
        run.kinds(),
        String.join(", ", run.done()),
        run.requests(),
        run.effects(),
        run.said(),
        run.silence() / 1000.0,
        run.millis() / 1000.0,
        run.outcome());
  }
}
