package dev.parley.cli.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How Parley starts the development server. As it comes, each task waits 50 ms, any web page can
 * signal through its HTTP API, and a stranger's signals can end a run.
 */
final class TemporalFlags {
  /** What the Temporal UI lists and filters by. */
  static final Map<String, String> SEARCH_ATTRIBUTES =
      Map.of(
          "ParleyTeam", "Keyword",
          "ParleyState", "Keyword",
          "ParleySpeaker", "Keyword",
          "ParleyWaitingOn", "Keyword",
          "ParleyCost", "Double");

  private static final List<String> PRAGMAS = List.of("journal_mode=wal", "synchronous=normal");

  private static final List<String> SETTINGS =
      List.of(
          // 20 polls a second by default: 100 ms added to every turn
          "history.transferProcessorMaxPollRPS=2000",
          "history.timerProcessorMaxPollRPS=2000",
          "history.visibilityProcessorMaxPollRPS=500",
          // with the default 4 partitions a lone task may wait 2 s for the right poller
          "matching.numTaskqueueReadPartitions=1",
          "matching.numTaskqueueWritePartitions=1",
          "system.enableActivityEagerExecution=true",
          // the HTTP API takes signals from any web page; it cannot be switched off, only shut
          "frontend.httpAllowedHosts=[\"none.invalid\"]",
          // it would ask its maker's host for news at each start: nothing leaves this machine
          // unasked
          "frontend.enableServerVersionCheck=false",
          // words never come near these; a stranger's signals would end a run
          // The error limit is looked at only above the warning limit.
          "limit.blobSize.warn=81920",
          "limit.blobSize.error=81920",
          "history.maximumSignalsPerExecution=500");

  private TemporalFlags() {}

  static List<String> command(Path program, Path database, int port, int uiPort, int httpPort) {
    List<String> command =
        new ArrayList<>(
            List.of(
                program.toString(),
                "server",
                "start-dev",
                "--db-filename",
                database.toString(),
                "--ip",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--ui-port",
                Integer.toString(uiPort),
                "--http-port",
                Integer.toString(httpPort),
                "--log-level",
                "error"));
    PRAGMAS.forEach(pragma -> command.addAll(List.of("--sqlite-pragma", pragma)));
    SETTINGS.forEach(setting -> command.addAll(List.of("--dynamic-config-value", setting)));
    new TreeMap<>(SEARCH_ATTRIBUTES)
        .forEach((name, type) -> command.addAll(List.of("--search-attribute", name + "=" + type)));
    return List.copyOf(command);
  }
}
