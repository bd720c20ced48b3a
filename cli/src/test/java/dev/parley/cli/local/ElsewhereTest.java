package dev.parley.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose server a command works with, and what of the user's Temporal settings then counts. */
class ElsewhereTest {

  private static final String OWN = "127.0.0.1:7233";

  @TempDir private Path folder;
  private Map<String, String> environment = Map.of();

  @BeforeEach
  void someProfiles() throws IOException {
    Path file = folder.resolve("temporal.toml");
    Files.writeString(
        file,
        """
        [profile.default]
        namespace = "theirs"
        api_key = "k3y"
        [profile.default.tls]
        disabled = false
        [profile.prod]
        address = "prod:7233"
        namespace = "live"
        """);
    environment = Map.of("TEMPORAL_CONFIG_FILE", file.toString());
  }

  private Map<String, String> with(String name, String value) {
    Map<String, String> more = new TreeMap<>(environment);
    more.put(name, value);
    return more;
  }

  private static ClientConfigProfile profile(Map<String, String> environment) throws IOException {
    return ClientConfigProfile.load(
        LoadClientConfigProfileOptions.newBuilder().setEnvOverrides(environment).build());
  }

  @Test
  void aProfileWithoutAnAddressMeansParleysOwnServer() {
    assertThat(Elsewhere.address(environment)).isEmpty();
    assertThat(Elsewhere.address(Map.of())).isEmpty();
    assertThat(Elsewhere.address(Map.of("TEMPORAL_ADDRESS", " "))).isEmpty();
  }

  @Test
  void onParleysOwnServerNothingOfTheUsersProfileCounts() throws IOException {
    for (Map<String, String> one :
        List.of(
            environment,
            with("TEMPORAL_NAMESPACE", "other"),
            with("TEMPORAL_API_KEY", "k"),
            with("TEMPORAL_TLS", "true"))) {
      ClientConfigProfile own = profile(Elsewhere.with(one, OWN));

      assertThat(own.getAddress()).isEqualTo(OWN);
      assertThat(own.getNamespace()).as("namespace with %s", one.keySet()).isNull();
      assertThat(own.getApiKey()).as("key with %s", one.keySet()).isNull();
      assertThat(own.getTls()).as("TLS with %s", one.keySet()).isNull();
    }
  }

  @Test
  void theWorkerOfOurOwnServerKnowsNothingOfIt() throws IOException {
    Home home = Home.of(Parts.root(), Map.of("PARLEY_HOME", folder.resolve("home").toString()));
    DevPlan plan = DevPlan.of(home, environment, true);

    assertThat(plan.externalAddress()).isEmpty();
    assertThat(profile(plan.workerEnvironment(OWN)).getNamespace()).isNull();
  }

  @Test
  void aProfileThatIsAskedForAndHasAnAddressIsSomebodyElses() throws IOException {
    Map<String, String> prod = with("TEMPORAL_PROFILE", "prod");

    assertThat(Elsewhere.address(prod)).contains("prod:7233");
    ClientConfigProfile theirs = profile(Elsewhere.with(prod, "prod:7233"));
    assertThat(theirs.getNamespace()).isEqualTo("live");
    assertThat(theirs.getAddress()).isEqualTo("prod:7233");
  }

  @Test
  void anAddressInTheEnvironmentIsSomebodyElsesWithTheWholeProfile() throws IOException {
    Map<String, String> named = with("TEMPORAL_ADDRESS", "there:7233");

    assertThat(Elsewhere.address(named)).isEqualTo(Optional.of("there:7233"));
    assertThat(profile(Elsewhere.with(named, "there:7233")).getNamespace()).isEqualTo("theirs");
  }

  @Test
  void anAddressInTheHomesOwnFileCountsToo() throws IOException {
    Home home = Home.of(Parts.root(), Map.of("PARLEY_HOME", folder.resolve("home").toString()));
    PrivateFiles.write(home.create().envFile(), "TEMPORAL_ADDRESS=there:7233\n");

    assertThat(DevPlan.of(home, Map.of(), false).externalAddress()).contains("there:7233");
  }

  @Test
  void aProfileThatIsNotThereIsSaid() {
    Map<String, String> gone = with("TEMPORAL_PROFILE", "gone");

    assertThatThrownBy(() -> Elsewhere.address(gone))
        .isInstanceOf(PartException.class)
        .hasMessageContaining("TEMPORAL_PROFILE");
  }
}
