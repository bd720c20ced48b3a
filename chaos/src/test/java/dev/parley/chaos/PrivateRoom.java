package dev.parley.chaos;

import dev.parley.activities.models.ModelEndpoint;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Entry.FileRef;
import dev.parley.client.Conversation;
import dev.parley.client.Parley;
import dev.parley.client.ParleySettings;
import dev.parley.client.StartOptions;
import dev.parley.transcript.ConversationStore.State;
import dev.parley.transcript.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Server, worker, client and model endpoint of conversations whose words are planted. */
final class PrivateRoom implements AutoCloseable {

  /** Who speaks here. */
  static final String PERSON = "dana";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final PlantedWords words = new PlantedWords();
  private final Answers answers = new Answers();
  private final ModelEndpoint endpoint = ModelEndpoint.start(answers);
  private final String key = words.plant("the key of a provider");
  private final Path scratch;
  private final Lab lab;
  private final Parley client;
  private final Sight sight;
  private final List<Exhibit> looks = new CopyOnWriteArrayList<>();

  PrivateRoom(Path temporal, Path folder) {
    this.scratch = folder(folder.resolve("scratch"));
    this.lab =
        Lab.open(
            temporal,
            folder,
            Map.of(
                "OPENAI_API_KEY",
                key,
                "OPENAI_BASE_URL",
                endpoint.baseUrl(),
                "PARLEY_SANDBOX_SCRATCH",
                scratch.toString(),
                "PARLEY_CONTINUE_AFTER_TURNS",
                "3"));
    this.sight = new Sight(lab.stubs());
    this.client =
        Parley.connect(
            ParleySettings.of(
                Map.of(
                    "PARLEY_STORE",
                    "sqlite:" + folder.resolve("parley.db"),
                    "PARLEY_PROFILE",
                    "local",
                    "TEMPORAL_ADDRESS",
                    lab.server().address())));
  }

  private static Path folder(Path path) {
    try {
      return Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + path, e);
    }
  }

  PlantedWords words() {
    return words;
  }

  Answers answers() {
    return answers;
  }

  ModelEndpoint endpoint() {
    return endpoint;
  }

  /** The key that the endpoint is sent. */
  String key() {
    return key;
  }

  Lab lab() {
    return lab;
  }

  Sight sight() {
    return sight;
  }

  // --- Conversations

  void start(String id, Blueprint team, String task, List<Path> files) {
    var unused =
        client.start(team, task, StartOptions.defaults().id(id).starter(PERSON).files(files));
  }

  Conversation chat(String id) {
    return client.find(id);
  }

  /** A file to start with. */
  Path file(String name, String content) {
    try {
      return Files.writeString(lab.folder().resolve(name + ".csv"), content);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + name, e);
    }
  }

  /** Waits until a round has ended as it should, and its run is closed. */
  void awaitEnd(String id, State state) {
    lab.awaitEnd(id, PATIENCE);
    lab.awaitClosed(id);
    State is = lab.standing(id).state();
    if (is != state) {
      throw new IllegalStateException(
          "%s is %s, not %s: %s".formatted(id, is, state, lab.standing(id).end()));
    }
  }

  void awaitAsked(String model, int times) {
    Waiting.until(
        "%s is asked %d times".formatted(model, times),
        PATIENCE,
        () -> answers.given(model) >= times);
  }

  // --- What others see

  /** Keeps what is seen of an open conversation now. */
  void look(String id) {
    looks.addAll(sight.now(id));
  }

  /** Keeps what is seen of it while a failed activity waits for its next attempt. */
  void lookAtFailure(String id) {
    Waiting.until(
        "an attempt of %s has failed".formatted(id),
        PATIENCE,
        () ->
            sight.open(id).getPendingActivitiesList().stream()
                .anyMatch(activity -> activity.hasLastFailure()));
    look(id);
  }

  /** All looks so far. */
  Stream<Exhibit> looks() {
    return looks.stream();
  }

  /** All that was said, written, answered and kept: where the words have to be. */
  Exhibit transcripts(List<String> ids) {
    StringBuilder all = new StringBuilder(answers.bodies());
    endpoint.requests().forEach(request -> all.append(request.headers()).append(request.body()));
    for (String id : ids) {
      Conversation chat = chat(id);
      all.append(Json.write(chat.entries(0)));
      all.append(Json.write(lab.transcript().blueprints().get(chat.standing().blueprint())));
      for (FileRef file : chat.files()) {
        all.append(file.name()).append(new String(chat.bytes(file), StandardCharsets.UTF_8));
      }
    }
    return Exhibit.of("the transcripts", all.toString());
  }

  @Override
  public void close() {
    client.close();
    lab.close();
    endpoint.close();
    Scratches.remove(scratch);
  }
}
