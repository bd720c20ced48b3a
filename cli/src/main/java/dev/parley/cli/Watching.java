package dev.parley.cli;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Entry;
import dev.parley.agents.Names;
import dev.parley.client.Conversation;
import dev.parley.client.Parley;
import dev.parley.client.view.Requests;
import dev.parley.transcript.ConversationStore.End;
import dev.parley.transcript.ConversationStore.Standing;
import dev.parley.transcript.ConversationStore.State;
import dev.parley.transcript.LiveText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Follows a conversation until it is over, shows it, and on a terminal answers what the person
 * there is asked. Leaving, by Ctrl-C or in any other way, loses nothing: the conversation goes on.
 */
final class Watching {

  /** What AutoGen's users type to end. */
  static final String EXIT = "exit";

  private static final int SECONDS_BETWEEN_CHECKS = 3;

  private final Session session;
  private final Conversation conversation;
  private final Manner manner;
  private final Screen screen;
  private final Typing typing;
  private final Leaving leaving;
  private int next;
  private int handled = -1;
  private boolean hinted;
  private long checked;
  private Instant news = Instant.now();
  private Optional<String> typed = Optional.empty();

  /**
   * How a command follows.
   *
   * @param person who sits there
   * @param jsonl whether lines of JSON are printed
   * @param stream whether these tell replies while they come
   * @param noWait whether it ends when the conversation waits for a person
   * @param chat whether the person goes on talking when a round is over
   */
  record Manner(String person, boolean jsonl, boolean stream, boolean noWait, boolean chat) {}

  private Watching(
      Session session,
      Conversation conversation,
      Manner manner,
      Screen screen,
      Typing typing,
      Leaving leaving) {
    this.session = session;
    this.conversation = conversation;
    this.manner = manner;
    this.screen = screen;
    this.typing = typing;
    this.leaving = leaving;
  }

  /**
   * Begins to watch a conversation, which may be started by this very call: an interrupt meanwhile
   * waits until it is clear what it interrupts.
   */
  static Watching begin(
      Session session,
      Parley parley,
      Supplier<Conversation> start,
      Manner manner,
      Typing typing,
      Leaving leaving) {
    return leaving.starting(
        () -> {
          Conversation conversation = start.get();
          List<String> authors = authors(parley, conversation, manner);
          Screen screen = Screen.of(session.console(), manner, authors);
          leaving.farewell(
              () -> {
                screen.leave(conversation.id(), session.goesOn(conversation.id()));
                session.abandon();
              });
          screen.begin(conversation.standing());
          return new Watching(session, conversation, manner, screen, typing, leaving);
        });
  }

  private static List<String> authors(Parley parley, Conversation conversation, Manner manner) {
    Blueprint team = parley.transcript().blueprints().get(conversation.standing().blueprint());
    Stream<String> agents = team.agents().stream().map(Agent::name);
    return Stream.concat(
            Stream.concat(Stream.of(Names.USER), agents),
            manner.chat() ? Stream.of(manner.person()) : Stream.empty())
        .toList();
  }

  /** The task was typed here: it is on the screen already. */
  Watching typed(String task) {
    typed = Optional.of(task);
    return this;
  }

  /** Follows; returns the exit code. */
  int follow() {
    try {
      Optional<Integer> code = Optional.empty();
      while (code.isEmpty()) {
        code = rest(listen());
      }
      return code.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return leave();
    } finally {
      leaving.unlessLeft(screen::settle); // what went wrong is told on a line of its own
    }
  }

  private Standing listen() throws InterruptedException {
    return screen.hears()
        ? conversation.follow(next, this::show, this::hear, this::rests)
        : conversation.follow(next, this::show, this::rests);
  }

  private int leave() {
    leaving.now();
    return Exit.INTERRUPTED;
  }

  private void show(Entry entry) {
    leaving.unlessLeft(
        () -> {
          next = entry.seq() + 1;
          news = Instant.now();
          checked = 0;
          if (!isEcho(entry)) {
            screen.entry(entry);
          }
        });
  }

  private void hear(LiveText text) {
    leaving.unlessLeft(
        () -> {
          news = Instant.now();
          checked = 0;
          screen.hear(text);
        });
  }

  /** What was typed at this terminal stands there already. */
  private boolean isEcho(Entry entry) {
    boolean echo =
        session.console().interactive()
            && !manner.jsonl()
            && typed.filter(entry.text()::equals).isPresent();
    if (echo) {
      typed = Optional.empty();
    }
    return echo;
  }

  /** Asked again and again while nothing comes. */
  private boolean rests(Standing standing) {
    boolean running = standing.state() == State.RUNNING;
    long silent = Duration.between(news, Instant.now()).toSeconds();
    leaving.unlessLeft(() -> screen.idle(running ? silent : 0));
    if (silent > checked + SECONDS_BETWEEN_CHECKS) {
      checked = silent;
      session.requireRunning();
    }
    boolean still = standing.state() == State.WAITING || standing.state() == State.PAUSED;
    return still && standing.entries() > handled;
  }

  /** What follows where the conversation rests or is over; the exit code if this command ends. */
  private Optional<Integer> rest(Standing standing) throws InterruptedException {
    leaving.unlessLeft(screen::settle);
    End end = standing.end();
    if (end != null) {
      return manner.chat() ? talkOn(standing, end) : Optional.of(over(standing, end));
    }
    List<Entry.Asking> open = open();
    if (manner.noWait()) {
      leaving.unlessLeft(() -> screen.waiting(standing, open));
      session.console().err().println(session.goesOn(conversation.id()));
      return Optional.of(Exit.WAITING);
    }
    handled = standing.entries();
    Optional<Entry.Asking> mine =
        Approvals.first(open, new Roster(session).names(manner.person(), standing.starter()));
    if (mine.isEmpty() || !asks()) {
      return Optional.empty();
    }
    return Approvals.isAnsweredByWords(mine.get()) ? answer(mine.get()) : decide(mine.get());
  }

  private List<Entry.Asking> open() {
    Blueprint team =
        session.reading().transcript().blueprints().get(conversation.standing().blueprint());
    return Requests.open(team, conversation.entries(0));
  }

  private boolean asks() {
    return !manner.jsonl() && (session.console().interactive() || manner.chat());
  }

  private int over(Standing standing, End end) {
    leaving.over();
    screen.end(standing, conversation.result(standing).answer());
    return Exit.of(end.reason());
  }

  // --- Answers

  private Optional<Integer> decide(Entry.Asking asking) {
    var approvals = new Approvals(session, conversation, manner.person(), typing);
    return switch (approvals.ask(asking)) {
      case YES -> Optional.empty();
      case EXIT -> {
        var unused = conversation.stop(manner.person(), false);
        yield Optional.empty();
      }
      case LEFT -> Optional.of(leave());
    };
  }

  private Optional<Integer> answer(Entry.Asking asking) {
    String asker =
        conversation.entries(0).stream()
            .filter(entry -> asking.equals(entry.words().detail()))
            .map(Entry::author)
            .reduce(manner.person(), (first, last) -> last);
    if (!hinted) {
      hint("Enter: automatic reply · exit: end the conversation · Ctrl-C: leave, it goes on");
      hinted = true;
    }
    Optional<String> line = typing.line(prompt(asker));
    if (line.isEmpty()) {
      return Optional.of(leave());
    }
    if (open().contains(asking)) {
      typed = line.map(String::strip);
      conversation.say(line.get().strip(), manner.person());
    } else {
      hint("the question was answered elsewhere meanwhile; what you typed was not sent");
    }
    return Optional.empty();
  }

  private Optional<Integer> talkOn(Standing standing, End end) {
    if (!session.console().interactive()) {
      screen.end(standing, conversation.result(standing).answer());
    } else if (Exit.of(end.reason()) != Exit.OK) {
      screen.end(standing, "");
    }
    leaving.over();
    Optional<String> line = nextMessage();
    if (line.isEmpty()) {
      if (session.console().interactive() && Exit.of(end.reason()) == Exit.OK) {
        screen.end(standing, "");
      }
      return Optional.of(Exit.of(end.reason()));
    }
    leaving.again();
    news = Instant.now();
    handled = standing.entries();
    typed = line;
    conversation.say(line.get(), manner.person());
    return Optional.empty();
  }

  /** What the person says next; nothing when they leave. */
  private Optional<String> nextMessage() {
    Optional<String> line = typing.line(prompt(manner.person())).map(String::strip);
    while (line.isPresent() && line.get().isEmpty()) {
      line = typing.line(prompt(manner.person())).map(String::strip);
    }
    return line.filter(text -> !text.equals(EXIT));
  }

  private static String prompt(String name) {
    return "%-10s › ".formatted(name);
  }

  private void hint(String text) {
    if (session.console().errTerminal()) {
      session.console().err().println("  " + text);
    }
  }
}
