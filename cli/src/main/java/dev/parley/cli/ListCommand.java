package dev.parley.cli;

import dev.parley.client.view.ListView;
import dev.parley.transcript.ConversationStore.Filter;
import dev.parley.transcript.ConversationStore.Standing;
import dev.parley.transcript.ConversationStore.State;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code list}: which conversations there are. */
@Command(
    description = "Lists conversations, the newest first. It reads the store; nothing need run.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "running, waiting, paused, stuck, lost, failed or finished.")
  private @Nullable String state;

  @Option(
      names = "--search",
      paramLabel = "TEXT",
      description = "Only those whose id or words contain the text.")
  private @Nullable String search;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "At most so many (${DEFAULT-VALUE}).")
  private int limit;

  ListCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    State wanted = state == null ? null : state(state);
    if (limit < 1) {
      throw new UsageException("--limit: must be at least 1, is " + limit);
    }
    List<Standing> found =
        session.storeExists()
            ? session.reading().transcript().conversations().list(new Filter(wanted, search, limit))
            : List.of();
    Console console = session.console();
    console.out().println(ListView.render(found, Instant.now(), console.outWidth()));
    if (found.size() == limit) {
      console.err().println("There may be more: --limit N");
    }
    return Exit.OK;
  }

  private static State state(String written) {
    List<String> known = Arrays.stream(State.values()).map(State::wire).toList();
    return Arrays.stream(State.values())
        .filter(one -> one.wire().equals(written))
        .findFirst()
        .orElseThrow(() -> UsageException.unknown("--state: there is no state", written, known));
  }
}
