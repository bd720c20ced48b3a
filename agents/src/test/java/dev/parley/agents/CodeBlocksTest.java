package dev.parley.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which blocks a text holds. */
class CodeBlocksTest {

  private static CodeBlock python(String text) {
    return new CodeBlock("python", text, null);
  }

  @Test
  void aBlockIsWhatStandsBetweenTwoFences() {
    assertThat(CodeBlocks.find("Look:\n```python\nx = 1\nprint(x)\n```\nDone."))
        .containsExactly(python("x = 1\nprint(x)"));
  }

  @Test
  void aTextWithoutFencesHoldsNone() {
    assertThat(CodeBlocks.find("print(1)")).isEmpty();
    assertThat(CodeBlocks.find("")).isEmpty();
  }

  @Test
  void severalBlocksComeInOrder() {
    String text = "```python\na\n```\nthen\n```sh\nb\n```\n```Python\nc\n```";

    assertThat(CodeBlocks.find(text))
        .containsExactly(python("a"), new CodeBlock("sh", "b", null), python("c"));
  }

  @Test
  void carriageReturnsAreNoPartOfTheCode() {
    assertThat(CodeBlocks.find("```python\r\na\r\nb\r\n```\r\n")).containsExactly(python("a\nb"));
  }

  @Test
  void theIndentationOfTheFenceIsTakenOffItsLines() {
    String text = "  ```python\n  def f():\n      return 1\n\n  f()\n  ```";

    assertThat(CodeBlocks.find(text)).containsExactly(python("def f():\n    return 1\n\nf()"));
  }

  @Test
  void aLineThatIsIndentedLessLosesNoCode() {
    assertThat(CodeBlocks.find("    ```python\n  a\nb\n    ```")).containsExactly(python("a\nb"));
  }

  @Test
  void aListItemIndentsItsCode() {
    String text = "1. ```python\n   if x:\n       y()\n   ```\n- ```sh\n  ls\n  ```";

    assertThat(CodeBlocks.find(text))
        .containsExactly(python("if x:\n    y()"), new CodeBlock("sh", "ls", null));
  }

  @Test
  void aFenceMayStandBehindAText() {
    assertThat(CodeBlocks.find("Run this: ```python\nfor a in b:\n  a\n```"))
        .containsExactly(python("for a in b:\n  a"));
  }

  @Test
  void spacesMayStandAroundTheLanguage() {
    assertThat(CodeBlocks.find("```  python \t\na\n```")).containsExactly(python("a"));
  }

  @Test
  void moreWordsMayFollowTheLanguage() {
    assertThat(CodeBlocks.find("```python title=\"a.py\"\na\n```\nand\n```sh\nb\n```"))
        .containsExactly(python("a"), new CodeBlock("sh", "b", null));
  }

  @Test
  void tildesAreFencesToo() {
    assertThat(CodeBlocks.find("~~~python\n```\n~~~")).containsExactly(python("```"));
  }

  @Test
  void aLongerFenceHoldsShorterOnes() {
    String text = "````markdown\n```python\na\n```\n````\n```python\nb\n```";

    assertThat(CodeBlocks.find(text))
        .containsExactly(new CodeBlock("markdown", "```python\na\n```", null), python("b"));
  }

  @Test
  void aFenceThatIsNeverClosedHoldsNoCode() {
    assertThat(CodeBlocks.find("```python\nprint(1)")).isEmpty();
    assertThat(CodeBlocks.any("```python\nprint(1)")).isFalse();
  }

  @Test
  void anEmptyBlockIsNone() {
    assertThat(CodeBlocks.find("```python\n```")).isEmpty();
    assertThat(CodeBlocks.find("```python\n  \n```")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Use ```pip``` first",
        "Use ```pip```",
        "```pip``` installs",
        "```pip```",
        "First ```a``` then ```b``` last",
      })
  void codeWithinALineOpensNothing(String line) {
    assertThat(CodeBlocks.find(line + "\n```sh\nls\n```\n"))
        .containsExactly(new CodeBlock("sh", "ls", null));
  }

  @Test
  void afterCodeWithinTheLineAFenceMayOpen() {
    assertThat(CodeBlocks.find("Use ```pip``` so: ```sh\nls\n```"))
        .containsExactly(new CodeBlock("sh", "ls", null));
  }

  // --- What runs

  @Test
  void runnableAreTheLanguagesThatRunAndWhatIsSavedUnderAName() {
    String text =
        "```python\na\n```\n```java\nb\n```\n```json\n// filename: c.json\nc\n```\n```bash\nd\n```";

    assertThat(CodeBlocks.runnable(text))
        .extracting(CodeBlock::language)
        .containsExactly("python", "json", "bash");
  }

  @Test
  void aFileThatIsOnlySavedIsNoCodeToRun() {
    assertThat(CodeBlocks.any("```json\n// filename: c.json\nc\n```")).isFalse();
    assertThat(CodeBlocks.any("```zsh\nls\n```")).isTrue();
  }

  @Test
  void theNamesOfPythonAndShell() {
    assertThat(List.of("python", "python3", "py", "sh", "bash", "shell", "zsh"))
        .allMatch(CodeBlocks::runs);
    assertThat(List.of("", "java", "text", "powershell")).noneMatch(CodeBlocks::runs);
    assertThat(List.of("python", "python3", "py")).allMatch(CodeBlocks::isPython);
    assertThat(CodeBlocks.isPython("sh")).isFalse();
  }

  @Test
  void fencesAreTheLabelsAsTheyWereWritten() {
    assertThat(CodeBlocks.fences("```Java\na\n```\n```\nimport os\n```\n```c++\n```"))
        .containsExactly("java", "", "c++");
  }

  // --- Strangers' texts

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`",
        "``` ",
        "```a",
        "~",
        "~~~ x",
        "a",
        " ",
        "\t",
        "```\n",
        "\n",
        "; ",
        "import a.",
        "if : ",
        "# filename: a ",
        "1. "
      })
  void aMegabyteOfAnythingTakesNoTime(String piece) {
    String mess = piece.repeat(1_000_000 / piece.length());
    for (String text :
        List.of(
            mess,
            "```" + mess + " x y",
            "```python\n" + mess + "\n```",
            mess + "x*y\n```",
            "```\n# filename: a" + mess + "*b\n```",
            "```\nif " + mess + "!\n```")) {
      assertTimeoutPreemptively(Duration.ofSeconds(10), () -> CodeBlocks.find(text));
    }
  }
}
