package dev.parley.client;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Condition;
import dev.parley.agents.Entry.FileRef;
import dev.parley.agents.FileNames;
import dev.parley.agents.Names;
import dev.parley.agents.Team;
import dev.parley.transcript.ConversationStore.NewConversation;
import dev.parley.transcript.ConversationStore.Standing;
import dev.parley.transcript.MailStore;
import dev.parley.transcript.MailStore.Mail;
import dev.parley.transcript.RequestStore;
import dev.parley.transcript.Transcript;
import dev.parley.workflows.ConversationInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * A client of Parley: starts conversations and finds them again. It needs the store, and, to change
 * something, the Temporal server; workers may be anywhere, or down.
 *
 * <p>Methods throw {@link ParleyException}, and {@link dev.parley.transcript.TranscriptException}
 * when the store cannot be reached.
 */
public final class Parley implements AutoCloseable {

  /** The longest task or text, in UTF-8 bytes; longer ones belong into a file. */
  public static final int MAX_TEXT = 1024 * 1024;

  private final Transcript transcript;
  private final Temporal temporal;
  private final Runnable last;
  private final SecureRandom random = new SecureRandom();

  private Parley(ParleySettings settings, Runnable last) {
    this.last = last;
    this.transcript = settings.store().open();
    this.temporal = new Temporal(settings);
  }

  /** A client as the environment says. */
  public static Parley connect() {
    return connect(ParleySettings.of(System.getenv()));
  }

  /** A client of the given settings; the Temporal server is reached when it is first needed. */
  public static Parley connect(ParleySettings settings) {
    return new Parley(settings, () -> {});
  }

  /**
   * A client with server, store and worker in this process, which end with it. With a Temporal
   * server in the cache ({@code ./parley setup}) conversations are kept under {@code PARLEY_HOME},
   * else {@code .parley} in the working folder; without one all is in memory, and a warning says
   * so.
   *
   * @throws IllegalStateException if {@code dev.parley:parley-cli} is not on the class path
   */
  public static Parley local() {
    return local(System.getenv());
  }

  /** The same with other variables than this process's. */
  public static Parley local(Map<String, String> environment) {
    LocalParts parts =
        ServiceLoader.load(LocalParts.class)
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "Parley.local() found no server and no worker on the class path; add"
                            + " dev.parley:parley-cli, or use Parley.connect() with those of a"
                            + " ./parley dev"));
    LocalParts.Running running = parts.start(environment);
    return new Parley(running.settings(), running::close);
  }

  /** The store, to read. */
  public Transcript transcript() {
    return transcript;
  }

  // --- Start

  /** Starts a conversation. */
  public Conversation start(Team team, String task) {
    return start(team.blueprint(), task, StartOptions.defaults());
  }

  /** One agent, one task, one answer. */
  public Conversation converse(Agent agent, String task) {
    return start(Team.roundRobin(agent.name()).agent(agent).until(Condition.maxTurns(1)), task);
  }

  /**
   * Starts a conversation; with an id that exists, finds that one.
   *
   * @throws ParleyException.Refused if the task is longer than {@link #MAX_TEXT}, or the name of a
   *     file is not safe in a workspace, or the name of two
   * @throws ParleyException.ServerAway if Temporal does not answer; started again with the same id,
   *     it goes on from there
   */
  public Conversation start(Blueprint blueprint, String task, StartOptions options) {
    requireShort("task", task);
    requireFileNames(options.files());
    String digest = transcript.blueprints().put(blueprint);
    String id = options.id() == null ? freeId(blueprint.name()) : options.id();
    boolean fresh =
        transcript
            .conversations()
            .create(new NewConversation(id, blueprint.name(), digest, options.starter(), null));
    Standing standing = transcript.conversations().standing(id);
    if (fresh || (standing.entries() == 0 && standing.end() == null)) {
      transcript.mail().post(task(id, task, options));
      temporal.start(id, input(standing), blueprint.name());
    }
    return new Conversation(this, id);
  }

  private Mail task(String id, String task, StartOptions options) {
    List<FileRef> files = new ArrayList<>();
    for (Path file : options.files()) {
      files.add(stored(id, file));
    }
    return new Mail(id, MailStore.TASK, options.starter(), null, task, files, Instant.now());
  }

  private FileRef stored(String id, Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      return new FileRef(nameOf(file), bytes.length, transcript.blobs().put(id, bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the file " + file, e);
    }
  }

  private static String nameOf(Path file) {
    Path name = file.getFileName();
    return name == null ? file.toString() : name.toString();
  }

  /**
   * Files lie side by side in the workspace, under the last part of their paths.
   *
   * @throws ParleyException.Refused if a name is not safe there, or two are the same
   */
  public static void requireFileNames(List<Path> files) {
    Set<String> names = new HashSet<>();
    for (Path file : files) {
      String name = nameOf(file);
      try {
        FileNames.check(name);
      } catch (IllegalArgumentException e) {
        throw new ParleyException.Refused(e.getMessage() + "; give it another name");
      }
      if (!names.add(name)) {
        throw new ParleyException.Refused(
            "two files are called \"%s\"; give one of them another name".formatted(name));
      }
    }
  }

  private ConversationInput input(Standing standing) {
    return ConversationInput.stored(
        standing.blueprint(), MailStore.TASK, standing.starter(), transcript.storeId());
  }

  /** A free id made of a name and four hexadecimal digits. */
  private String freeId(String name) {
    String stem = name.length() > 50 ? name.substring(0, 50) : name;
    while (true) {
      String id = "%s-%04x".formatted(stem, random.nextInt(0x10000));
      if (transcript.conversations().withPrefix(id).isEmpty()) {
        return id;
      }
    }
  }

  // --- Find

  /**
   * A conversation by its id or by a prefix that no other has.
   *
   * @throws ParleyException.UnknownConversation if there is none, or more than one
   */
  public Conversation find(String prefix) {
    List<String> ids = transcript.conversations().withPrefix(prefix);
    if (ids.isEmpty()) {
      throw new ParleyException.UnknownConversation(
          "no conversation is called \"%s\"; ./parley list shows them".formatted(prefix));
    }
    if (ids.size() > 1) {
      throw new ParleyException.UnknownConversation(
          "\"%s\" may be %s; write more of it".formatted(prefix, String.join(", ", ids)));
    }
    return new Conversation(this, ids.getFirst());
  }

  /** What people are asked, in all conversations: high priority first, then the oldest. */
  public List<RequestStore.Request> inbox(RequestStore.Filter filter) {
    return transcript.requests().open(filter);
  }

  /** Publishes a team under its name and returns {@code NAME@DIGEST}. */
  public String publish(Blueprint blueprint, String by) {
    String digest = transcript.blueprints().put(blueprint);
    transcript.blueprints().publish(digest, by);
    return blueprint.name() + "@" + digest;
  }

  /**
   * Compares open conversations with what the Temporal server knows, and writes down what is wrong
   * with them.
   *
   * @param silence only those in which nothing has happened for so long
   * @return those that do not simply run
   * @throws ParleyException.ServerAway if Temporal does not answer
   */
  public List<Reconciler.Found> reconcile(Duration silence) {
    return temporal.reaching(() -> temporal.reconciler(transcript).look(silence));
  }

  // --- What conversations need

  Temporal temporal() {
    return temporal;
  }

  /** Lets a closed or a new conversation run: what it has to say is in the store. */
  void run(Standing standing) {
    temporal.start(standing.id(), input(standing), standing.team());
  }

  String forkId(Standing parent) {
    return freeId(parent.team());
  }

  static void requireShort(String what, String text) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_TEXT) {
      throw new ParleyException.Refused(
          "the %s has %d bytes; at most %d are taken. Give the rest as a file with --file"
              .formatted(what, bytes, MAX_TEXT));
    }
  }

  String freshId() {
    return "%s%016x".formatted("m", random.nextLong());
  }

  static String person(String name) {
    return Names.check("name of a person", name);
  }

  @Override
  public void close() {
    temporal.close();
    transcript.close();
    last.run();
  }
}
