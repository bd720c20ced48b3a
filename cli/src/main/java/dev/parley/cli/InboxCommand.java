package dev.parley.cli;

import dev.parley.agents.Blueprint;
import dev.parley.agents.Entry;
import dev.parley.agents.RequestKind;
import dev.parley.client.Conversation;
import dev.parley.client.view.InboxView;
import dev.parley.client.view.JsonLines;
import dev.parley.client.view.RequestView;
import dev.parley.client.view.Requests;
import dev.parley.client.view.TerminalView;
import dev.parley.transcript.ConversationStore;
import dev.parley.transcript.ConversationStore.Standing;
import dev.parley.transcript.ConversationStore.State;
import dev.parley.transcript.RequestStore.Filter;
import dev.parley.transcript.RequestStore.Request;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code inbox [REQUEST]}: what people are asked; with a request, everything about that one. */
@Command(
    description = {
      "Lists what people are asked, the most urgent first, or shows everything about one request:",
      "the exact arguments, why it is asked, until when, and what may be decided. Conversations that",
      "do not go on by themselves, such as those of a restored store, stand below, with the remedy.",
      "It reads the store; nothing need run."
    },
    mixinStandardHelpOptions = true)
final class InboxCommand implements Callable<Integer> {

  /** More than anybody reads. */
  private static final int MOST = 1_000;

  private final Session session;

  @Parameters(
      arity = "0..1",
      paramLabel = "REQUEST",
      description = "One request, such as pay-2f91/r3.")
  private @Nullable String request;

  @Option(
      names = {"--for", "--as"},
      paramLabel = "NAME",
      description = "Only what this person is asked, by name or as a member of a group.")
  private @Nullable String person;

  @Option(
      names = "--kind",
      paramLabel = "K",
      description = "human, tool, task, code, plan, inDoubt, budget or handoff.")
  private @Nullable String kind;

  @Option(names = "--team", paramLabel = "T", description = "Only of this team.")
  private @Nullable String team;

  @Option(names = "--jsonl", description = "Prints one JSON object a line and nothing else.")
  private boolean jsonl;

  InboxCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return request == null ? list() : one(request);
  }

  private int list() {
    Filter filter = filter();
    List<Request> found =
        session.storeExists() ? session.reading().inbox(filter) : List.<Request>of();
    List<Standing> hanging = hanging();
    Console console = session.console();
    if (jsonl) {
      lines(found);
      hanging.forEach(one -> console.out().println(JsonLines.hanging(one)));
    } else if (found.isEmpty() && hanging.isEmpty()) {
      console
          .err()
          .println(person == null ? "Nobody is asked anything." : person + " is asked nothing.");
    }
    if (!jsonl && !found.isEmpty()) {
      console.out().println(InboxView.render(found, Instant.now(), console.outWidth()));
    }
    if (!jsonl && !hanging.isEmpty()) {
      console.out().println(InboxView.renderHanging(hanging, console.outWidth()));
    }
    if (found.size() == MOST) {
      console.err().println("There may be more: --for, --kind and --team narrow it");
    }
    return Exit.OK;
  }

  /** What no decision sets going: its starter is told, and whoever looks at everything. */
  private List<Standing> hanging() {
    if (kind != null || !session.storeExists()) {
      return List.of();
    }
    ConversationStore conversations = session.reading().transcript().conversations();
    return Stream.of(State.PAUSED, State.STUCK, State.LOST)
        .flatMap(
            state -> conversations.list(new ConversationStore.Filter(state, null, MOST)).stream())
        .filter(one -> one.cause() != null)
        .filter(one -> person == null || person.equals(one.starter()))
        .filter(one -> team == null || team.equals(one.team()))
        .toList();
  }

  private Filter filter() {
    String who = person;
    List<String> names =
        who == null ? List.of() : new Roster(session).names(Persons.named("--for", who));
    return new Filter(null, names, kind == null ? null : kind(kind), team, MOST);
  }

  private static RequestKind kind(String written) {
    return Arrays.stream(RequestKind.values())
        .filter(one -> one.wire().equals(written))
        .findFirst()
        .orElseThrow(
            () ->
                UsageException.unknown(
                    "--kind: there is no kind",
                    written,
                    Arrays.stream(RequestKind.values()).map(RequestKind::wire).toList()));
  }

  private void lines(List<Request> found) {
    Map<String, List<Entry.Asking>> open = new LinkedHashMap<>();
    for (Request row : found) {
      open.computeIfAbsent(row.conversation(), this::asked).stream()
          .filter(asking -> asking.id().equals(row.id()))
          .forEach(asking -> session.console().out().println(JsonLines.inbox(row, asking)));
    }
  }

  private List<Entry.Asking> asked(String id) {
    Conversation conversation = session.reading().find(id);
    Blueprint blueprint =
        session.reading().transcript().blueprints().get(conversation.standing().blueprint());
    return Requests.open(blueprint, conversation.entries(0));
  }

  private int one(String written) {
    RequestView.Matter matter = RequestName.of(written).find(session, false);
    Console console = session.console();
    if (jsonl) {
      matter
          .asking()
          .ifPresent(asking -> console.out().println(JsonLines.inbox(matter.row(), asking)));
      return Exit.OK;
    }
    TerminalView view =
        TerminalView.of(console.outPalette(), matter.entries().stream().map(Entry::author).toList())
            .width(console.outWidth());
    console
        .out()
        .println(
            RequestView.render(
                matter, view, Instant.now(), ZoneId.systemDefault(), session.person(person)));
    return Exit.OK;
  }
}
