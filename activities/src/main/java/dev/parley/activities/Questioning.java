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
import dev.parley.agents.Policy;
import dev.parley.agents.Reply;
import dev.parley.agents.RequestKind;
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
            policy.remind().stream().map(one -> asked.at() + one.toMillis()).toList());
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
            new Words(text(agent, matter), detail, null))
        .withMove(asked.request(), move);
  }

  /** The policy by which an open request was asked. */
  Policy policy(Room room, OpenRequest open) {
    Entry asked =
        room.entries().reversed().stream()
            .filter(
                entry -> entry.kind() == Kind.REQUEST && open.id().equals(entry.head().request()))
            .findFirst()
            .orElseThrow(() -> Failures.terminal("noRequest", "an open request has no entry"));
    return again(room, asked).policy();
  }

  /** What an open request is bound to, found again from its entry. */
  Matter again(Room room, Entry request) {
    Entry.Asking asking = (Entry.Asking) request.words().detail();
    Move.Asked move = (Move.Asked) request.head().move();
    return matter(
        room,
        new Append.Asked(
            asking == null ? "" : asking.id(),
            move == null ? RequestKind.HUMAN : move.kind(),
            asking == null ? null : asking.call(),
            -1,
            asking == null ? List.of() : asking.who(),
            0));
  }

  private Matter matter(Room room, Append.Asked asked) {
    return switch (asked.kind()) {
      case HUMAN, HANDOFF -> human(room, asked);
      case TOOL -> tool(room, asked);
      case IN_DOUBT -> inDoubt(tool(room, asked), room);
      case CODE -> code(room, asked);
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
        room.agent()
            .flatMap(agent -> agent.way(Reply.AskHuman.class))
            .flatMap(ask -> Optional.ofNullable(ask.policy()))
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

  private Matter tool(Room room, Append.Asked asked) {
    Batch batch = Optional.ofNullable(room.state().turn()).map(turn -> turn.batch()).orElse(null);
    Batch.Call call = batch == null ? null : batch.call(asked.call()).orElse(null);
    if (batch == null || call == null) {
      throw Failures.terminal("noCall", "a request names a tool call that is not under way");
    }
    String arguments = room.arguments(batch.seq(), call.id(), call.decision());
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

  private Matter code(Room room, Append.Asked asked) {
    int seq = asked.code() >= 0 ? asked.code() : lastCode(room);
    Entry entry = room.entry(seq);
    String code = entry.text();
    String names =
        room.agent()
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

  private static int lastCode(Room room) {
    return room.entries().reversed().stream()
        .filter(entry -> !entry.head().asks().isEmpty())
        .map(Entry::seq)
        .findFirst()
        .orElse(0);
  }

  RequestRules.Subject subject(
      Room room, @Nullable String tool, @Nullable String arguments, @Nullable String code) {
    return new RequestRules.Subject(
        room.blueprint().name(),
        room.starter(),
        room.at().agent(),
        tool,
        arguments,
        code,
        room.agent()
            .flatMap(agent -> agent.way(Reply.ExecuteCode.class))
            .map(Reply.ExecuteCode::executor)
            .orElse(null));
  }

  private static @Nullable Long after(long at, @Nullable Duration time) {
    return time == null ? null : at + time.toMillis();
  }

  private static String text(String agent, Matter matter) {
    String who = String.join(", ", matter.stages().getFirst().who());
    return switch (matter.kind()) {
      case HUMAN, HANDOFF ->
          agent.isEmpty()
              ? who + " is asked how to go on"
              : "%s is asked to reply as %s".formatted(who, agent);
      case TOOL ->
          "%s is asked to approve %s, which %s wants to call".formatted(who, matter.tool(), agent);
      case CODE -> "%s is asked to approve code that %s is to run".formatted(who, agent);
      case IN_DOUBT ->
          "%s is asked whether %s has happened; its worker was lost while it ran"
              .formatted(who, matter.tool());
      case BUDGET -> who + " is asked to raise the budget";
      case PLAN -> who + " is asked to approve the plan";
    };
  }

  /** The calls of an entry, as conditions look at them. */
  static List<ToolCallHead> heads(List<Batch.Call> calls) {
    return calls.stream()
        .map(call -> new ToolCallHead(call.id(), call.tool(), call.digest()))
        .toList();
  }
}
