package dev.parley.activities;

import dev.parley.agents.Agent;
import dev.parley.agents.Choice;
import dev.parley.agents.Conductor;
import dev.parley.agents.Entry;
import dev.parley.agents.Entry.Words;
import dev.parley.agents.Event;
import dev.parley.agents.Handoff;
import dev.parley.agents.InputCheck;
import dev.parley.agents.Kind;
import dev.parley.agents.Move;
import dev.parley.agents.Names;
import dev.parley.agents.OpenRequest;
import dev.parley.agents.Pattern;
import dev.parley.agents.Policy;
import dev.parley.agents.Questions;
import dev.parley.agents.Reply;
import dev.parley.agents.RequestKind;
import dev.parley.transcript.Draft;
import dev.parley.transcript.EntryStore.AttemptFailure;
import dev.parley.transcript.EntryStore.Begun;
import dev.parley.transcript.MailStore;
import dev.parley.transcript.Transcript;
import dev.parley.workflows.Append;
import dev.parley.workflows.Ballot;
import dev.parley.workflows.EffectCall;
import dev.parley.workflows.Effects;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the entries say that need no work: people's words, events, requests, fixed texts. */
final class Drafts {

  /** What a person types to end, as in AutoGen. */
  private static final String EXIT = "exit";

  private final Transcript transcript;
  private final Shelf shelf;
  private final RequestRules rules;
  private final Questioning questioning;
  private final Verdicts verdicts;
  private final ToolResults results;

  Drafts(Transcript transcript, Shelf shelf, RequestRules rules) {
    this.transcript = transcript;
    this.shelf = shelf;
    this.rules = rules;
    this.questioning = new Questioning(rules);
    this.verdicts =
        new Verdicts(
            questioning,
            rules,
            (conversation, text) -> CallDigest.of(transcript.blobs(), conversation, text));
    this.results = new ToolResults(transcript);
  }

  /** A ceiling of the workers' that a call would pass. */
  static Draft limit(String agent, Begun.Refused refused) {
    String text =
        "%s: the limit is %s, spent are %s; raise it in the worker's configuration"
            .formatted(refused.ceiling(), refused.limit(), refused.spent());
    return Draft.event(Event.LIMIT, null, Words.of(text)).withPerson(null, agent, null, false);
  }

  /** A draft, and the mail that it bears. */
  record Written(Draft draft, @Nullable String mail) {}

  /** Words of a person, whichever way they came. */
  private record Said(@Nullable String by, @Nullable String to, String text) {}

  Written of(EffectCall at, Append.What what) {
    return switch (what) {
      case Append.Mailed mailed -> mailed(at, mailed);
      case Append.Typed typed ->
          new Written(
              person(
                  at,
                  new Said(typed.by(), typed.to(), typed.text()),
                  typed.request(),
                  typed.agent()),
              null);
      case Append.Happened happened ->
          plain(Draft.event(happened.event(), happened.by(), Words.of(orEmpty(happened.cause()))));
      case Append.Asked asked -> plain(questioning.asked(room(at), asked));
      case Append.Decided decided -> plain(decided(at, decided.ballot()));
      case Append.Changed changed ->
          plain(new Changes(verdicts).of(room(at), changed, unnamed(at)));
      case Append.Due due -> plain(due(at, due));
      case Append.Collected collected -> plain(results.collected(room(at), collected));
      case Append.Handed handed -> plain(handed(at, handed));
      case Append.Told told -> plain(said(at, ToolResults.told(room(at).entry(told.about()))));
      case Append.Chatted chat ->
          new Written(chatted(at, chat), MailStore.INSIDE + chat.conversation());
      case Append.Fixed fixed -> plain(fixed(at));
      case Append.Settled settled -> plain(settled(at, settled));
    };
  }

  private static Written plain(Draft draft) {
    return new Written(draft, null);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  // --- People

  private Written mailed(EffectCall at, Append.Mailed mailed) {
    Optional<MailStore.Mail> mail = transcript.mail().find(at.conversation(), mailed.mail());
    if (mail.isEmpty()) {
      if (mailed.last()) {
        return plain(refused(null, "the words that were announced are not in the store"));
      }
      throw Failures.terminal(Effects.ABSENT, "the words that were announced are not in the store");
    }
    MailStore.Decision decision = mail.get().decision();
    if (decision != null) {
      boolean proved = rules.isProved(at.conversation(), mailed.mail(), decision.token());
      return new Written(
          judged(at, new Verdicts.Vote(mail.get().by(), proved, decision)), mailed.mail());
    }
    Said said = new Said(mail.get().by(), mail.get().to(), mail.get().text());
    return new Written(person(at, said, mailed.request(), mailed.agent()), mailed.mail());
  }

  private Draft person(EffectCall at, Said said, @Nullable String request, @Nullable String agent) {
    if (said.to() != null && !names(at).contains(said.to())) {
      return refused(said.by(), "no agent is called \"" + said.to() + "\"");
    }
    if (request != null
        && agent != null
        && !agent.isEmpty()
        && (said.to() == null || agent.equals(said.to()))) {
      return answer(at, said, request, agent);
    }
    Optional<Draft> picked = picked(at, said, request);
    if (picked.isPresent()) {
      return picked.get();
    }
    String author = said.by() == null ? unnamed(at) : said.by();
    if (names(at).contains(author) || author.equals(Names.PARLEY)) {
      return refused(author, "\"" + author + "\" is the name of an agent; speak under another one");
    }
    boolean opens = transcript.conversations().opening(at.conversation());
    // What is said after an interrupt answers how to go on.
    String answered = agent != null && agent.isEmpty() ? request : null;
    return found(at, Draft.of(author, Kind.TEXT, Words.of(said.text())))
        .withPerson(said.by(), said.to(), answered, opens);
  }

  /** Where a person chooses who speaks, the answer names an agent and is no message. */
  private Optional<Draft> picked(EffectCall at, Said said, @Nullable String request) {
    if (request == null
        || !(shelf.team(at.blueprint()).blueprint().team() instanceof Pattern.SelectorGroupChat)) {
      return Optional.empty();
    }
    Room room = room(at);
    if (room.state()
        .openRequest(request)
        .filter(open -> open.kind() == RequestKind.SPEAKER)
        .isEmpty()) {
      return Optional.empty();
    }
    List<String> eligible = Conductor.eligible(Questions.skeleton(room.blueprint()), room.state());
    String named = said.to() == null ? said.text().strip() : said.to();
    if (!eligible.contains(named)) {
      return Optional.of(
          refused(
              said.by(),
              "\"%s\" may not speak now; answer %s with one of %s"
                  .formatted(named, request, String.join(", ", eligible))));
    }
    String by = said.by() == null ? unnamed(at) : said.by();
    return Optional.of(
        Draft.event(Event.SELECTED, by, Words.of("")).withPerson(by, named, request, false));
  }

  /** Whoever signals without a name is the task's author, or the starter where an agent is that. */
  private String unnamed(EffectCall at) {
    List<String> agents = names(at);
    return agents.contains(Names.USER)
        ? Stream.of(shelf.starter(at.conversation()), "person")
            .filter(name -> !agents.contains(name))
            .findFirst()
            .orElse(Names.USER)
        : Names.USER;
  }

  /** Enter takes the agent's next way to reply, {@code exit} ends, anything else is its reply. */
  private Draft answer(EffectCall at, Said said, String request, String agent) {
    String by = said.by() == null ? Names.USER : said.by();
    Optional<Reply.AskHuman> way =
        shelf.team(at.blueprint()).blueprint().agent(agent).way(Reply.AskHuman.class);
    InputCheck check = way.map(Reply.AskHuman::input).orElse(null);
    String text = said.text().strip();
    if (text.toLowerCase(Locale.ROOT).equals(EXIT)) {
      return Draft.event(Event.EXIT, by, Words.of("")).withPerson(by, agent, request, false);
    }
    Optional<String> wrong =
        check == null || by.equals(Names.PARLEY)
            ? Optional.empty()
            : rules.wrong(check, said.text());
    if (check != null && wrong.isPresent()) {
      return unfit(room(at), by, request, check, wrong.get());
    }
    if (text.isEmpty()) {
      return Draft.event(Event.SILENT, by, Words.of("")).withPerson(by, agent, request, false);
    }
    return found(at, Draft.of(agent, Kind.TEXT, Words.of(said.text())))
        .withPerson(by, null, request, false);
  }

  /** Refused, and asked again; the last time it is not asked any more. */
  private static Draft unfit(Room room, String by, String request, InputCheck check, String wrong) {
    Integer before = room.state().openRequest(request).map(OpenRequest::left).orElse(null);
    int left = Math.max(0, (before == null ? check.allowed() : before) - 1);
    String more =
        switch (left) {
          case 0 -> "that was the last of %d answers".formatted(check.allowed());
          case 1 -> "one more answer is taken";
          default -> left + " more answers are taken";
        };
    return refused(by, wrong + "; " + more).withMove(request, new Move.Unfit(left));
  }

  private List<String> names(EffectCall at) {
    return shelf.team(at.blueprint()).blueprint().agents().stream().map(Agent::name).toList();
  }

  private static Draft refused(@Nullable String by, String why) {
    return Draft.event(Event.REFUSED, by, Words.of(why));
  }

  // --- Agents

  private Room room(EffectCall at) {
    return new Room(shelf, at);
  }

  private Draft decided(EffectCall at, Ballot ballot) {
    String by = ballot.by() == null ? unnamed(at) : ballot.by();
    Choice choice =
        Choice.parse(ballot.decision())
            .orElseThrow(() -> Failures.terminal("badSignal", "a decision that there is not"));
    MailStore.Decision decision =
        new MailStore.Decision(
            ballot.request() == null ? "" : ballot.request(),
            choice,
            null,
            ballot.note(),
            ballot.text(),
            ballot.arguments(),
            ballot.to(),
            ballot.amount(),
            ballot.remember(),
            null);
    return judged(at, new Verdicts.Vote(by, false, decision));
  }

  private Draft judged(EffectCall at, Verdicts.Vote vote) {
    if (names(at).contains(vote.by()) && !vote.by().equals(Names.USER)
        || vote.by().equals(Names.PARLEY)) {
      return refused(vote.by(), "\"" + vote.by() + "\" is no person; decide under another name");
    }
    return switch (verdicts.judge(room(at), vote)) {
      case Verdicts.Verdict.Written(Draft draft) -> draft;
      case Verdicts.Verdict.Answered(OpenRequest open, String text) ->
          person(at, new Said(vote.by(), null, text), open.id(), open.agent());
    };
  }

  private Draft due(EffectCall at, Append.Due due) {
    Room room = room(at);
    OpenRequest open =
        room.state()
            .openRequest(due.request())
            .orElseThrow(() -> Failures.terminal("noRequest", "what is due is not asked any more"));
    Policy policy = questioning.bound(room, open).policy();
    return switch (Deadlines.of(open, policy, due)) {
      case Deadlines.Outcome.Written(Draft draft) -> draft;
      case Deadlines.Outcome.Answered(String text) ->
          open.agent().isEmpty() && (text.isBlank() || open.kind() != RequestKind.HANDOFF)
              ? Draft.event(Event.RESUMED, Names.PARLEY, Words.of(""))
                  .withPerson(Names.PARLEY, null, open.id(), false)
              : open.agent().isEmpty()
                  ? found(at, Draft.of(unnamed(at), Kind.TEXT, Words.of(text)))
                      .withPerson(Names.PARLEY, null, open.id(), false)
                  : answer(at, new Said(Names.PARLEY, null, text), open.id(), open.agent());
    };
  }

  private Draft handed(EffectCall at, Append.Handed handed) {
    Handing handing = new Handing(Optional.of(Handoff.to(handed.to())), List.of());
    return found(at, handing.draft(at.agent(), "", null));
  }

  /** The reply, or what is only for the agent's next chat. */
  private Draft chatted(EffectCall at, Append.Chatted chat) {
    ChatResult result = ChatResult.of(transcript, chat.conversation());
    Draft draft =
        chat.last()
            ? said(at, result.text())
            : Draft.event(Event.CHATTED, null, Words.of(result.text()))
                .withPerson(null, at.agent(), null, false);
    return draft.withMove(null, result.spent());
  }

  private Draft said(EffectCall at, String text) {
    return found(at, Draft.of(at.agent(), Kind.TEXT, Words.of(text)));
  }

  private Draft fixed(EffectCall at) {
    Agent agent = shelf.team(at.blueprint()).blueprint().agent(at.agent());
    String text = agent.way(Reply.Fixed.class).map(Reply.Fixed::text).orElse(Agent.DEFAULT_REPLY);
    return found(at, Draft.of(at.agent(), Kind.TEXT, Words.of(text)));
  }

  /** The failure that the last attempt recorded says more than what Temporal knows. */
  private Draft settled(EffectCall at, Append.Settled settled) {
    Optional<AttemptFailure> last =
        settled.event() == Event.FAILED
            ? transcript.entries().lastFailure(at.conversation(), at.branch(), at.intent().key())
            : Optional.empty();
    String cause = last.map(AttemptFailure::message).orElse(orEmpty(settled.cause()));
    Entry.Happened detail =
        new Entry.Happened(
            last.map(AttemptFailure::type).orElse(null),
            last.map(AttemptFailure::evidence).orElse(null));
    return Draft.event(settled.event(), settled.by(), new Words(cause, detail, null))
        .withPerson(settled.by(), at.agent().isEmpty() ? null : at.agent(), null, false);
  }

  private Draft found(EffectCall at, Draft draft) {
    return shelf.found(at.conversation(), shelf.team(at.blueprint()), draft);
  }
}
