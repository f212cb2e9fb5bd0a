// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No source, test or document has a word of {@code retired-words.txt}. */
@Tag("documents")
class VocabularyTest {
  private static final List<RetiredWord> WORDS = RetiredWord.all();

  private static List<RetiredWord> words() {
    return WORDS;
  }

  @Test
  void noRetiredWordIsUsed() {
    List<Path> files = Repository.texts();
    assertTrue(files.size() > 500, "files: " + files.size());
    List<String> found =
        files.stream()
            .flatMap(
                file ->
                    RetiredWord.find(WORDS, Repository.document(file.toString()))
                        .map(use -> file + ":" + use))
            .toList();
    assertTrue(found.isEmpty(), () -> found.size() + " uses:\n" + String.join("\n", found));
  }

  @ParameterizedTest
  @MethodSource("words")
  void aWordIsFoundInItsExampleAndInNoCounterexample(RetiredWord word) {
    assertEquals(1, RetiredWord.find(List.of(word), word.example()).count(), word::example);
    assertEquals(
        List.of(), RetiredWord.find(WORDS, word.counterexample()).toList(), word::counterexample);
  }

  @Test
  void aPhraseIsFoundAcrossTheLinesOfAComment() {
    RetiredWord phrase =
        WORDS.stream().filter(word -> word.example().contains(" in ")).findFirst().orElseThrow();
    String text = "/**\n * " + phrase.example().replace(" ", "\n   * ") + "\n */";
    List<String> found = RetiredWord.find(List.of(phrase), text).toList();
    assertEquals(1, found.size(), text);
    assertTrue(found.get(0).startsWith("4: '"), found::toString); // its words are in lines 2 to 5
  }
}
