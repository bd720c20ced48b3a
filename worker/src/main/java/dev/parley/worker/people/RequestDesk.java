package dev.parley.worker.people;

import dev.parley.activities.people.Approvals;
import dev.parley.activities.people.People;
import dev.parley.activities.people.Tokens;
import dev.parley.activities.people.Tokens.Check;
import dev.parley.activities.people.Tokens.Claims;
import dev.parley.agents.Choice;
import dev.parley.agents.Entry;
import dev.parley.agents.Move;
import dev.parley.client.Verdict;
import dev.parley.client.VerdictWait;
import dev.parley.transcript.MailStore.Decision;
import dev.parley.transcript.MailStore.Mail;
import dev.parley.transcript.RequestStore.State;
import dev.parley.transcript.Transcript;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where people answer by the link of a notice. Showing changes nothing, since scanners of mail open
 * every link; only a decision that is sent does. A link that is not good any more says so, and
 * nothing about the conversation.
 */
public final class RequestDesk {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Transcript transcript;
  private final Tokens tokens;
  private final Supplier<People> people;
  private final Approvals approvals;
  private final Bell bell;
  private final Clock clock;
  private final VerdictWait verdicts;

  /** A desk whose pages show times in the zone of the clock. */
  public RequestDesk(
      Transcript transcript,
      Tokens tokens,
      Supplier<People> people,
      Approvals approvals,
      Bell bell,
      Clock clock) {
    this(transcript, tokens, people, approvals, bell, clock, PATIENCE);
  }

  RequestDesk(
      Transcript transcript,
      Tokens tokens,
      Supplier<People> people,
      Approvals approvals,
      Bell bell,
      Clock clock,
      Duration patience) {
    this.transcript = transcript;
    this.tokens = tokens;
    this.people = people;
    this.approvals = approvals;
    this.bell = bell;
    this.clock = clock;
    this.verdicts = new VerdictWait(transcript, patience);
  }

  /** What a token opens. */
  private sealed interface Door {
    record Open(Claims claims, Asked asked) implements Door {}

    record Shut(Page page) implements Door {}
  }

  /** The page of a token. */
  Page show(String token) {
    return switch (door(token)) {
      case Door.Shut shut -> shut.page();
      case Door.Open open -> new Page(200, page(open));
    };
  }

  private String page(Door.Open open) {
    Asked asked = open.asked();
    return new RequestPage(
            asked,
            open.claims().person(),
            allow(open),
            remembers(asked),
            clock.getZone(),
            clock.instant())
        .html();
  }

  private boolean remembers(Asked asked) {
    var blueprint = transcript.blueprints().get(asked.standing().blueprint());
    return approvals.merged(blueprint, asked.asking().policies()).remember();
  }

  private static List<Choice> allow(Door.Open open) {
    return open.asked().allow().stream().filter(open.claims().allow()::contains).toList();
  }

  /** Decides with a token, by what the page's forms have sent. */
  Page decide(String token, Map<String, String> form) {
    return switch (door(token)) {
      case Door.Shut shut -> shut.page();
      case Door.Open open ->
          switch (Wish.read(form, open.asked(), allow(open), open.claims().id())) {
            case Wish.Wrong wrong ->
                PageText.message(
                    400, "Not sent", wrong.why() + " Go back in your browser and try again.");
            case Wish.Decided wish -> send(open, wish.decision());
          };
    };
  }

  private Page send(Door.Open open, Decision decision) {
    Claims claims = open.claims();
    String conversation = claims.subject().conversation();
    String mail = mailOf(claims);
    int from = transcript.entries().head(conversation).seq() + 1;
    if (!transcript.tokens().redeem(claims.id(), conversation, mail, claims.until())) {
      return Doors.used();
    }
    transcript
        .mail()
        .post(
            new Mail(
                conversation,
                mail,
                claims.person(),
                null,
                "",
                List.of(),
                clock.instant(),
                decision));
    boolean stands =
        transcript
            .mail()
            .find(conversation, mail)
            .filter(one -> decision.equals(one.decision()))
            .isPresent();
    if (!stands) {
      return Doors.used();
    }
    bell.ring(conversation, mail, claims.person());
    return switch (verdicts.await(conversation, mail, from)) {
      case Verdict.Taken taken -> PageText.message(200, "Thank you", told(taken.entry()));
      case Verdict.Refused refused -> refused(refused.why(), open);
      case Verdict.Recorded recorded -> Doors.recorded();
    };
  }

  /** What a decision that was taken came to, for people. */
  private static String told(Entry entry) {
    return switch (entry.head().move()) {
      case Move.Voted vote when vote.settles() ->
          "Taken: %s. It is decided.".formatted(vote.choice().wire());
      case Move.Voted vote ->
          "Taken: %s. Others must agree before it happens.".formatted(vote.choice().wire());
      case Move.Passed passed -> "Taken: it was passed on.";
      case null, default -> "Taken.";
    };
  }

  private Page refused(String why, Door.Open open) {
    // Who was refused may decide otherwise: the old link is used up.
    Claims claims = open.claims();
    String again = tokens.issue(claims.subject(), claims.person(), claims.allow(), claims.until());
    return door(again) instanceof Door.Open
        ? Doors.refused(why, again)
        : PageText.message(409, "Refused", why);
  }

  // --- The token

  private Door door(String token) {
    return switch (tokens.verify(token)) {
      case Check.Forged forged -> new Door.Shut(Doors.forged());
      case Check.Expired expired -> new Door.Shut(Doors.expired());
      case Check.Other other -> new Door.Shut(Doors.forged());
      case Check.Valid valid -> door(valid.claims());
    };
  }

  private Door door(Claims claims) {
    String conversation = claims.subject().conversation();
    // Redeemed without a mail: the worker was killed between the two, and the decision was lost.
    boolean used = transcript.tokens().isRedeemed(claims.id(), conversation, mailOf(claims));
    if (used && transcript.mail().find(conversation, mailOf(claims)).isPresent()) {
      return new Door.Shut(Doors.used());
    }
    Optional<Asked> asked = Asked.find(transcript, conversation, claims.subject().request());
    if (asked.isEmpty() || asked.get().request().state() != State.OPEN) {
      return new Door.Shut(Doors.over());
    }
    if (!asked.get().subject().equals(claims.subject())) {
      return new Door.Shut(Doors.changed());
    }
    var names = people.get().names(claims.person());
    return asked.get().request().who().stream().anyMatch(names::contains)
        ? new Door.Open(claims, asked.get())
        : new Door.Shut(Doors.notAsked());
  }

  /** One mail a token: the same click twice is the same decision. */
  private static String mailOf(Claims claims) {
    return "token-" + claims.id();
  }
}
