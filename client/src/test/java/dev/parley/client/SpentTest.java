package dev.parley.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Agent;
import dev.parley.agents.Entry.Words;
import dev.parley.agents.Intent;
import dev.parley.agents.Kind;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.Money;
import dev.parley.agents.Team;
import dev.parley.agents.Usage;
import dev.parley.transcript.ConversationStore.NewConversation;
import dev.parley.transcript.ConversationStore.RunStart;
import dev.parley.transcript.ConversationStore.Spent;
import dev.parley.transcript.Draft;
import dev.parley.transcript.EntryStore.Ceilings;
import dev.parley.transcript.EntryStore.Settling;
import dev.parley.transcript.EntryStore.Spend;
import dev.parley.transcript.EntryStore.Start;
import dev.parley.transcript.Place;
import dev.parley.transcript.Transcript;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a conversation says of its spend: models are called what people call them. */
class SpentTest {

  private static final Usage USAGE = new Usage(10, 1, 0, 0);

  @TempDir private Path folder;

  private Parley parley() {
    return Parley.connect(
        ParleySettings.of(Map.of("PARLEY_STORE", "sqlite:" + folder.resolve("parley.db"))));
  }

  private static Team team() {
    return Team.roundRobin("t")
        .model("writer", ModelSpec.parse("openai:gpt-4o"))
        .agent(Agent.assistant("a").model("writer"))
        .agent(Agent.assistant("b").model("ollama:llama3.1"))
        .maxTurns(2);
  }

  private static void call(Transcript transcript, int seq, String agent, String model) {
    Place place = new Place("t-1", Place.MAIN, seq, new Intent("i" + seq), "run");
    int attempt = 0;
    if (!model.isEmpty()) {
      var spend = new Spend(model, Money.ZERO, Ceilings.NONE);
      var unused = transcript.entries().begin(place, new Start("p", spend));
      attempt = 1;
    }
    Draft said = Draft.of(agent, Kind.TEXT, Words.of("said")).withCall(USAGE, Money.ZERO, "stop");
    var unused = transcript.entries().append(place, said, new Settling(attempt, null, null));
  }

  @Test
  void aModelIsProviderAndModelAsInTheEntries() {
    try (Parley parley = parley()) {
      Transcript transcript = parley.transcript();
      String digest = transcript.blueprints().put(team().blueprint());
      transcript.conversations().create(new NewConversation("t-1", "t", digest, "ann", null));
      transcript.conversations().register(new RunStart("t-1", "run", "run", null));
      call(transcript, 0, "a", "writer");
      call(transcript, 1, "b", "ollama:llama3.1");
      call(transcript, 2, "b", "");

      assertThat(parley.find("t-1").spent())
          .containsExactly(
              new Spent("a", "openai:gpt-4o", 1, USAGE, Money.ZERO),
              new Spent("b", "", 1, USAGE, Money.ZERO),
              new Spent("b", "ollama:llama3.1", 1, USAGE, Money.ZERO));
    }
  }
}
