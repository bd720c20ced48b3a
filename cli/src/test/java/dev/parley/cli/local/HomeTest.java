package dev.parley.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
  @TempDir private Path folder;

  @Test
  void itStandsBesideTheLauncherUnlessTheEnvironmentNamesAnother() {
    assertThat(Home.of(folder, Map.of()).folder()).isEqualTo(folder.resolve(".parley"));
    Path other = folder.resolve("other");
    assertThat(Home.of(folder, Map.of("PARLEY_HOME", other.toString())).folder()).isEqualTo(other);
  }

  @Test
  void onlyTheOwnerReadsIt() throws IOException {
    Path open = Files.createDirectory(folder.resolve(".parley"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));

    Home home = Home.of(folder, Map.of()).create();
    PrivateFiles.write(home.devFile(), "{}");

    assertThat(permissions(home.folder())).isEqualTo("rwx------");
    assertThat(permissions(home.logs())).isEqualTo("rwx------");
    assertThat(permissions(home.devFile())).isEqualTo("rw-------");
  }

  @Test
  void linesOfTheEnvFileAreEnvironmentAndTheRealOneWins() throws IOException {
    Home home = Home.of(folder, Map.of()).create();
    Files.writeString(
        home.envFile(), "# keys\n\nexport A=one\nB = \"two words\"\nC='three'\nD=x=y\n");

    assertThat(home.environment(Map.of("C", "outer")))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("A", "one", "B", "two words", "C", "outer", "D", "x=y"));
  }

  @Test
  void aWrongLineIsNamedButNotShown() throws IOException {
    Home home = Home.of(folder, Map.of()).create();
    Files.writeString(home.envFile(), "A=1\nsk-secret\n");

    assertThatThrownBy(() -> home.environment(Map.of()))
        .isInstanceOf(PartException.class)
        .hasMessageContaining("env:2: not KEY=VALUE")
        .hasMessageNotContaining("secret");
  }

  @Test
  void theCacheIsWhereTheEnvironmentSays() {
    assertThat(Cache.of(Map.of("PARLEY_CACHE", "/c")).folder()).isEqualTo(Path.of("/c"));
    assertThat(Cache.of(Map.of("XDG_CACHE_HOME", "/x")).temporal("1.29.1"))
        .isEqualTo(Path.of("/x/parley/temporal-1.29.1/temporal"));
    assertThat(Cache.of(Map.of()).folder())
        .isEqualTo(Path.of(System.getProperty("user.home"), ".cache", "parley"));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
