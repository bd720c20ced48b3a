package dev.parley.activities;

import dev.parley.agents.Batch;
import dev.parley.agents.Choice;
import dev.parley.agents.Entry;
import dev.parley.agents.Entry.Words;
import dev.parley.agents.EntryHead.ToolCallHead;
import dev.parley.agents.Kind;
import dev.parley.agents.Move;
import dev.parley.agents.Names;
import dev.parley.agents.OpenRequest;
import dev.parley.agents.Pattern;
import dev.parley.agents.Policy;
import dev.parley.agents.Previews;
import dev.parley.agents.Reply;
import dev.parley.agents.RequestKind;
import dev.parley.agents.ToolKind;
import dev.parley.agents.ToolSpec;
import dev.parley.transcript.Draft;
import dev.parley.workflows.Append;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens requests: who is asked what, by which policies, until when. */
final class Questioning {

  private final RequestRules rules;

  Questioning(RequestRules rules) {
    this.rules = rules;
  }

  /**
   * What a request is bound to.
   *
   * @param policies names of the policies that ask, joined by {@code +}
   */
  record Matter(
      RequestKind kind,
      Policy policy,
      @Nullable String policies,
      List<Move.Stage> stages,
      @Nullable String tool,
      @Nullable String arguments,
      @Nullable String digest) {}

  /** The entry that opens a request. */
  Draft asked(Room room, Append.Asked asked) {
    Matter matter = matter(room, asked);
    Policy policy = matter.policy();
    Long deadline = after(asked.at(), policy.deadline());
    Move.Asked move =
        new Move.Asked(
            asked.kind(),
            asked.call(),
            matter.stages(),
            deadline,
            policy.remind().stream().map(one -> asked.at() + one.toMillis()).toList(),
            preview(room, matter.arguments()));
    String agent = room.at().agent();
    Entry.Asking detail =
        new Entry.Asking(
            asked.request(),
            asked.kind().wire(),
            matter.stages().getFirst().who(),
            rules.terms(policy, asked.kind()).allow().stream().map(Choice::wire).toList(),
            agent.isEmpty() ? null : agent,
            matter.tool(),
            asked.call(),
            matter.arguments(),
            matter.digest(),
            deadline,
            deadline == null ? null : Deadlines.words(asked.kind(), policy.then()),
            matter.policies(),
            policy.priority() == null ? Policy.Priority.NORMAL : policy.priority());
    return Draft.of(
            agent.isEmpty() ? Names.PARLEY : agent,
            Kind.REQUEST,
            new Words(QuestionText.of(agent, matter, room.starter()), detail, null))
        .withMove(asked.request(), move);
  }

  /**
   * What decisions about an open request go by.
   *
   * @param policies names of the policies that asked, joined by {@code +}
   * @param digest of what is asked now; an edit has changed it
   */
  record Bound(
      Policy policy, @Nullable String policies, @Nullable String tool, @Nullable String digest) {}

  /** What an open request is bound to. It says itself by which policies it was asked. */
  Bound bound(Room room, OpenRequest open) {
    if (!(room.asked(open.id()).words().detail() instanceof Entry.Asking asking)) {
      return new Bound(Policy.DEFAULT, null, null, null);
    }
    Policy asked = rules.policy(room.blueprint(), asking.policies());
    Policy own = open.kind() == RequestKind.IN_DOUBT ? asked.inDoubt() : null;
    return new Bound(
        own == null ? asked : own,
        asking.policies(),
        asking.tool(),
        room.underWay(open.call()).map(call -> digest(room, call)).orElse(asking.digest()));
  }

  /** What Temporal may show of arguments or code; absent: nothing. */
  @Nullable String preview(Room room, @Nullable String words) {
    return words != null && rules.previews() && room.blueprint().previews() == Previews.REQUESTS
        ? Preview.of(words)
        : null;
  }

  private Matter matter(Room room, Append.Asked asked) {
    return switch (asked.kind()) {
      case HUMAN, HANDOFF, SPEAKER -> human(room, asked);
      case TOOL -> tool(room, asked);
      case TASK -> task(tool(room, asked), room);
      case IN_DOUBT -> inDoubt(tool(room, asked), room);
      case CODE -> code(room, asked.code());
      case BUDGET -> plain(room, asked.kind(), room.blueprint().budget().approval());
      case PLAN -> plain(room, asked.kind(), null);
    };
  }

  private Matter plain(Room room, RequestKind kind, @Nullable String names) {
    Policy policy = rules.policy(room.blueprint(), names);
    return new Matter(
        kind,
        policy,
        names,
        rules.stages(policy, subject(room, null, null, null)),
        null,
        null,
        null);
  }

  private Matter human(Room room, Append.Asked asked) {
    String name =
        room.agent(room.at().agent())
            .flatMap(agent -> agent.way(Reply.AskHuman.class))
            .flatMap(ask -> Optional.ofNullable(ask.policy()))
            .or(() -> ofTeam(room, asked.kind()))
            .orElse(null);
    Policy policy = rules.policy(room.blueprint(), name);
    String starter = room.starter();
    List<String> who =
        asked.who().stream().map(one -> one.equals("starter") ? starter : one).toList();
    List<Move.Stage> stages =
        who.isEmpty()
            ? rules.stages(policy, subject(room, null, null, null))
            : List.of(new Move.Stage(who, 1));
    return new Matter(asked.kind(), policy, name, stages, null, null, null);
  }

  /** The policy for what nobody's turn asks: to take over, or to choose who speaks. */
  private static Optional<String> ofTeam(Room room, RequestKind kind) {
    return switch (room.blueprint().team()) {
      case Pattern.Swarm swarm when kind == RequestKind.HANDOFF ->
          Optional.ofNullable(swarm.policy());
      case Pattern.SelectorGroupChat chat when kind == RequestKind.SPEAKER ->
          Optional.ofNullable(chat.selector().policy());
      default -> Optional.empty();
    };
  }

  private Matter tool(Room room, Append.Asked asked) {
    Batch.Call call =
        room.underWay(asked.call())
            .orElseThrow(
                () ->
                    Failures.terminal(
                        "noCall", "a request names a tool call that is not under way"));
    String arguments = room.arguments(call);
    Policy policy = rules.policy(room.blueprint(), call.policies());
    return new Matter(
        asked.kind(),
        policy,
        call.policies(),
        rules.stages(policy, subject(room, call.tool(), arguments, null)),
        call.tool(),
        arguments,
        digest(room, call));
  }

  /** The person who is the tool, whoever else the policy would ask. */
  private static Matter task(Matter call, Room room) {
    String person =
        Optional.ofNullable(call.tool())
            .flatMap(room.blueprint()::toolSpec)
            .map(ToolSpec::kind)
            .filter(ToolKind.Person.class::isInstance)
            .map(kind -> ((ToolKind.Person) kind).person())
            .orElseThrow(() -> Failures.terminal("noPerson", "a tool that was asked is no person"));
    String who = person.equals("starter") ? room.starter() : person;
    return new Matter(
        RequestKind.TASK,
        call.policy(),
        call.policies(),
        List.of(new Move.Stage(List.of(who), 1)),
        call.tool(),
        call.arguments(),
        call.digest());
  }

  private static String digest(Room room, Batch.Call call) {
    return call.decision() >= 0
            && room.entry(call.decision()).words().detail() instanceof Entry.Deciding deciding
            && deciding.digest() != null
        ? deciding.digest()
        : call.digest();
  }

  private Matter inDoubt(Matter tool, Room room) {
    Policy own = tool.policy().inDoubt();
    Policy policy = own == null ? tool.policy() : own;
    return new Matter(
        RequestKind.IN_DOUBT,
        policy,
        tool.policies(),
        rules.stages(policy, subject(room, tool.tool(), tool.arguments(), null)).subList(0, 1),
        tool.tool(),
        tool.arguments(),
        tool.digest());
  }

  private Matter code(Room room, int seq) {
    Entry entry = room.entry(seq);
    String code = entry.text();
    String names =
        room.agent(room.at().agent())
            .flatMap(agent -> rules.code(room.blueprint(), agent, code, room.starter()))
            .orElse(null);
    Policy policy = rules.policy(room.blueprint(), names);
    return new Matter(
        RequestKind.CODE,
        policy,
        names,
        rules.stages(policy, subject(room, null, null, code)),
        null,
        code,
        entry.head().digest());
  }

  private static RequestRules.Subject subject(
      Room room, @Nullable String tool, @Nullable String arguments, @Nullable String code) {
    return subject(room, room.at().agent(), tool, arguments, code);
  }

  /** What rules look at. */
  static RequestRules.Subject subject(
      Room room,
      String agent,
      @Nullable String tool,
      @Nullable String arguments,
      @Nullable String code) {
    return new RequestRules.Subject(
        room.blueprint().name(),
        room.starter(),
        agent,
        tool,
        arguments,
        code,
        room.agent(agent)
            .flatMap(one -> one.way(Reply.ExecuteCode.class))
            .map(Reply.ExecuteCode::executor)
            .orElse(null));
  }

  private static @Nullable Long after(long at, @Nullable Duration time) {
    return time == null ? null : at + time.toMillis();
  }

  /** The calls of an entry, as conditions look at them. */
  static List<ToolCallHead> heads(List<Batch.Call> calls) {
    return calls.stream()
        .map(call -> new ToolCallHead(call.id(), call.tool(), call.digest()))
        .toList();
  }
}
