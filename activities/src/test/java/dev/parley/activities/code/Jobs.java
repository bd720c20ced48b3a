package dev.parley.activities.code;

import dev.parley.agents.CodeBlock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Jobs of tests. */
final class Jobs {

  /** Small, so that hostile code is stopped soon. */
  static final Limits LIMITS =
      Limits.DEFAULT.memory(192L * 1024 * 1024).time(Duration.ofSeconds(20));

  /**
   * The token of these tests. Workers of other tests may tidy up the same engine meanwhile; they
   * leave alone what processes of other machines own.
   */
  static final String OWNER = owner("tests");

  private static final String CONVERSATION = "conversation-" + UUID.randomUUID();

  private Jobs() {}

  /** A token that no other process of this machine takes for its own or for a dead one's. */
  static String owner(String name) {
    return "%d:1@%s.invalid".formatted(ProcessHandle.current().pid(), name);
  }

  static Job python(String... code) {
    return of(block("python", String.join("\n", code)));
  }

  static Job of(CodeBlock... blocks) {
    return new Job(
        CONVERSATION,
        "turn/1/runner/1",
        List.of(blocks),
        Workspace.EMPTY,
        LIMITS,
        false,
        SandboxSettings.DEFAULT_IMAGE,
        List.of());
  }

  static CodeBlock block(String language, String code) {
    return new CodeBlock(language, code, null);
  }

  static Job in(Job job, Workspace workspace) {
    return new Job(
        job.conversation(),
        job.intent(),
        job.blocks(),
        workspace,
        job.limits(),
        job.network(),
        job.image(),
        job.packages());
  }

  static Job within(Job job, Limits limits) {
    return new Job(
        job.conversation(),
        job.intent(),
        job.blocks(),
        job.workspace(),
        limits,
        job.network(),
        job.image(),
        job.packages());
  }

  static Job named(Job job, String conversation) {
    return new Job(
        CONVERSATION + "/" + conversation,
        job.intent(),
        job.blocks(),
        job.workspace(),
        job.limits(),
        job.network(),
        job.image(),
        job.packages());
  }

  static Job with(Job job, String image, List<String> packages) {
    return new Job(
        job.conversation(),
        job.intent(),
        job.blocks(),
        job.workspace(),
        job.limits(),
        job.network(),
        image,
        packages);
  }

  static Job networked(Job job) {
    return new Job(
        job.conversation(),
        job.intent(),
        job.blocks(),
        job.workspace(),
        job.limits(),
        true,
        job.image(),
        job.packages());
  }

  static WorkspaceFile file(String name, String text) {
    return WorkspaceFile.of(name, text.getBytes(StandardCharsets.UTF_8));
  }

  static String text(WorkspaceFile file) {
    try {
      return new String(file.bytes().read(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
