package dev.parley.cli;

import dev.parley.activities.people.Tokens;
import dev.parley.agents.Entry;
import dev.parley.agents.Move;
import dev.parley.cli.local.PartException;
import dev.parley.client.Conversation;
import dev.parley.client.ParleyException;
import dev.parley.client.Ruling;
import dev.parley.client.Verdict;
import dev.parley.client.view.Display;
import dev.parley.client.view.RequestView;
import dev.parley.client.view.RequestView.Matter;
import dev.parley.client.view.Requested;
import dev.parley.client.view.TerminalView;
import dev.parley.client.view.Times;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code decide REQUEST DECISION …}: what a person decides about a request. */
@Command(
    description = {
      "Decides about a request. ./parley inbox REQUEST shows it, and what may be decided:",
      "approve [AMOUNT], edit JSON|@FILE, reject \"reason\", respond \"text\", delegate --to NAME;",
      "for an effect in doubt happened \"result\", not-happened, retry.",
      "On a terminal the request is shown first; without a decision you are asked for one.",
      "A decision that is refused changes nothing; the exit code is then 5."
    },
    mixinStandardHelpOptions = true)
final class DecideCommand implements Callable<Integer> {

  private static final String UNCHANGED = "; nothing changed";

  private final Session session;

  @Parameters(index = "0", paramLabel = "REQUEST", description = "Such as pay-2f91/r3.")
  private String request = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "DECISION", description = "See above.")
  private @Nullable String decision;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "WORDS",
      description = "The amount, arguments, reason, text or result; - and @FILE as everywhere.")
  private @Nullable String given;

  @Option(
      names = {"--as", "--for"},
      paramLabel = "NAME",
      description = "Who you are.")
  private @Nullable String person;

  @Option(names = "--note", paramLabel = "TEXT", description = "Stands beside the decision.")
  private @Nullable String note;

  @Option(names = "--to", paramLabel = "NAME", description = "Who decides instead; for delegate.")
  private @Nullable String to;

  @Option(
      names = "--remember",
      description = "Approves the like from now on; ./parley standing ends that.")
  private boolean remember;

  @Option(
      names = "--token",
      paramLabel = "T",
      description =
          "Proves who you are: the last part of the link in a notice. Needs the workers' key.")
  private @Nullable String token;

  DecideCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    String who = session.person(person);
    Console console = session.console();
    Matter matter = RequestName.of(request).find(session, !console.interactive());
    if (console.interactive()) {
      show(matter, who);
    }
    Optional<String> late = Requested.became(matter, times());
    if (late.isPresent()) {
      return refused(late.get());
    }
    Optional<Ruling> ruling = ruling(matter);
    return ruling.isPresent() ? decide(matter, ruling.get(), who) : Exit.OK;
  }

  private void show(Matter matter, String who) {
    Console console = session.console();
    TerminalView view =
        TerminalView.of(console.errPalette(), matter.entries().stream().map(Entry::author).toList())
            .width(console.width());
    console
        .err()
        .println(RequestView.render(matter, view, Instant.now(), ZoneId.systemDefault(), who));
    console.err().println();
  }

  /** What is decided; nothing if a person at the terminal changes her mind. */
  private Optional<Ruling> ruling(Matter matter) {
    var rulings = new Rulings(matter.row().kind(), session.texts());
    String written = decision;
    Optional<Ruling> made =
        written == null
            ? asked(matter, rulings)
            : Optional.of(rulings.of(Rulings.choice(written), given, to));
    return made.map(this::completed)
        .map(ruling -> ruling.about(matter.asking().map(Entry.Asking::digest).orElse(null)));
  }

  private Optional<Ruling> asked(Matter matter, Rulings rulings) {
    if (!session.console().interactive()) {
      throw new UsageException(
          "missing: DECISION, one of %s"
              .formatted(matter.asking().map(Rulings::offered).orElse("none")));
    }
    try (Typing typing = Typing.of(session.console())) {
      return typing
          .line(matter.asking().map(Rulings::offered).orElse("") + " › ")
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .map(rulings::typed);
    }
  }

  private Ruling completed(Ruling ruling) {
    Ruling noted = ruling.note(note);
    return remember ? noted.remembered() : noted;
  }

  private int decide(Matter matter, Ruling ruling, String who) {
    Optional<Entry.Asking> asking = matter.asking();
    String word = ruling.choice().wire();
    if (asking.isPresent() && !asking.get().allow().contains(word)) {
      return refused(
          "%s is not allowed for %s; allowed are %s"
              .formatted(word, name(matter), String.join(", ", asking.get().allow())));
    }
    String proof = token;
    if (proof == null) {
      return send(matter, record(matter, ruling, who), who);
    }
    return switch (new Proof(session).read(proof, matter)) {
      case Proof.Read.Bad bad -> refused(bad.why());
      case Proof.Read.Good good -> proved(matter, ruling, good.claims());
    };
  }

  private int proved(Matter matter, Ruling ruling, Tokens.Claims claims) {
    String who = claims.person();
    if (person != null && !person.equals(who)) {
      throw new UsageException("--as: the token is %s's".formatted(who));
    }
    if (!Proof.allows(claims, ruling.choice())) {
      return refused("the token is not for " + ruling.choice().wire());
    }
    String mail = record(matter, ruling.proved(claims.id()), who);
    return new Proof(session).redeem(claims, matter.row().conversation(), mail)
        ? send(matter, mail, who)
        : refused("the token was used already");
  }

  /** Recorded first: it is not lost when nothing else can be reached. */
  private String record(Matter matter, Ruling ruling, String who) {
    return session
        .reading()
        .find(matter.row().conversation())
        .record(matter.row().id(), ruling, who);
  }

  private int send(Matter matter, String mail, String who) {
    return switch (delivered(matter.row().conversation(), mail, who)) {
      case Verdict.Taken taken -> taken(matter, taken.entry());
      case Verdict.Refused refused -> refused(refused.why());
      case Verdict.Recorded recorded -> recorded(matter, recorded.why());
    };
  }

  private Verdict delivered(String id, String mail, String who) {
    try {
      Conversation conversation = session.findToChange(id);
      return conversation.deliver(mail, who);
    } catch (PartException | ParleyException.ServerAway away) {
      return new Verdict.Recorded(String.valueOf(away.getMessage()));
    }
  }

  private int taken(Matter matter, Entry entry) {
    boolean open = entry.head().move() instanceof Move.Voted vote && !vote.settles();
    session
        .console()
        .out()
        .println("%s: taken%s".formatted(name(matter), open ? "; others are still asked" : ""));
    return Exit.OK;
  }

  private int recorded(Matter matter, String why) {
    session.console().out().println(name(matter) + ": recorded, not yet taken");
    session.console().err().println(Display.terminal(why, ""));
    return Exit.OK;
  }

  private int refused(String why) {
    String whole = why.endsWith(UNCHANGED) ? why : why + UNCHANGED;
    session.console().err().println("refused: " + Display.terminal(whole, "  "));
    return Exit.REFUSED;
  }

  private static String name(Matter matter) {
    return matter.row().conversation() + "/" + matter.row().id();
  }

  private static Times times() {
    return new Times(ZoneId.systemDefault(), Instant.now());
  }
}
