package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.agents.Entry.FileRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TakenOutTest {

  private static final byte[] BYTES = {1, 2, 3};

  @TempDir private Path folder;

  private static FileRef file(String name) {
    return new FileRef(name, BYTES.length, "digest");
  }

  @Test
  void foldersOfNamesAreMade() throws IOException {
    Path written = new TakenOut(folder.resolve("new"), false).write(file("charts/a.png"), BYTES);
    assertThat(written).isEqualTo(folder.resolve("new/charts/a.png"));
    assertThat(Files.readAllBytes(written)).isEqualTo(BYTES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../a", "a/../../b", "/etc/x", ".", "..", "a\u001B[2J", "x\u202Eb"})
  void noNameLeadsOutOfTheFolder(String name) {
    TakenOut out = new TakenOut(folder.resolve("in"), true);
    assertThatThrownBy(() -> out.check(List.of(file(name)))).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> out.write(file(name), BYTES)).isInstanceOf(UsageException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aLinkInTheFolderIsNotFollowed() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path in = Files.createDirectory(folder.resolve("in"));
    Files.createSymbolicLink(in.resolve("sub"), elsewhere);
    TakenOut out = new TakenOut(in, true);
    assertThatThrownBy(() -> out.write(file("sub/x"), BYTES)).isInstanceOf(UsageException.class);
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void aFileThatIsThereIsKeptUnlessForced() throws IOException {
    Files.writeString(folder.resolve("a"), "old");
    assertThatThrownBy(() -> new TakenOut(folder, false).check(List.of(file("b"), file("a"))))
        .hasMessageContaining("--force");
    assertThatThrownBy(() -> new TakenOut(folder, false).write(file("a"), BYTES))
        .isInstanceOf(UsageException.class);
    assertThat(folder.resolve("a")).hasContent("old");
    new TakenOut(folder, true).check(List.of(file("a")));
    assertThat(new TakenOut(folder, true).write(file("a"), BYTES)).hasBinaryContent(BYTES);
  }
}
