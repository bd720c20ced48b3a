package dev.parley.chaos;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What the command prints.
 *
 * @param runs chaos runs, in order
 * @param afterWorker milliseconds to the next turn after a worker was killed, ascending
 * @param afterServer milliseconds to the next turn after a killed server's restart, ascending
 * @param growth long conversations: with a context of many tokens, and with one of few messages
 * @param failover waiting conversations that a cold worker took over
 * @param waiting crowds of waiting conversations
 */
record Figures(
    List<ChaosRun.Report> runs,
    List<Long> afterWorker,
    List<Long> afterServer,
    List<Growth.Report> growth,
    List<Failover.Report> failover,
    List<Crowd.Report> waiting) {

  boolean good() {
    return runs.stream().allMatch(ChaosRun.Report::survived);
  }

  /** The tables. */
  String markdown() {
    StringBuilder text = new StringBuilder();
    if (!runs.isEmpty()) {
      text.append(new ChaosTable(runs).markdown());
    }
    if (!afterWorker.isEmpty()) {
      text.append(recovery());
    }
    if (!growth.isEmpty()) {
      text.append(growing());
    }
    failover.forEach(one -> text.append(one.markdown()));
    waiting.forEach(one -> text.append(one.markdown()));
    return text.toString();
  }

  private String recovery() {
    return """
        | next turn | median | slowest | samples |
        |---|---|---|---|
        | after a killed worker | %s s | %s s | %d |
        | after a killed server's restart | %s s | %s s | %d |

        """
        .formatted(
            seconds(median(afterWorker)),
            seconds(afterWorker.getLast()),
            afterWorker.size(),
            seconds(median(afterServer)),
            seconds(afterServer.getLast()),
            afterServer.size());
  }

  private String growing() {
    return growth.stream()
        .map(
            one ->
                "| %d | %d | %d | %.0f | %s | %.1f | %.1f | %.2f |"
                    .formatted(
                        one.turns(),
                        one.runs(),
                        one.largest(),
                        one.bytesPerTurn(),
                        seconds(one.millis()),
                        one.early(),
                        one.late(),
                        one.late() / one.early()))
        .collect(
            Collectors.joining(
                "\n",
                """
                | turns | runs | events of the longest | history bytes a turn | seconds | ms at turn 10 | ms at the last turns | ratio |
                |---|---|---|---|---|---|---|---|
                """,
                "\n"));
  }

  static long median(List<Long> ascending) {
    return ascending.get(ascending.size() / 2);
  }

  static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.1f", millis / 1000.0);
  }
}
