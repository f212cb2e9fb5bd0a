// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.bench.contenders.Contender;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PaletteTest {
  @Test
  void aContenderOfTheUsersOwnHasAColourAndAShapeOfItsOwn() {
    List<Contender> contenders = new ArrayList<>(List.of(Contender.values()));
    contenders.add(Contender.named("my-queue"));
    contenders.add(Contender.named("other-queue"));
    Palette palette = new Palette(contenders);
    Set<List<Object>> looks = new HashSet<>();
    for (Contender one : contenders) {
      assertTrue(looks.add(List.of(palette.colour(one), palette.marker(one))), one::label);
    }
    Contender own = Contender.named("my-queue");
    Palette few = new Palette(List.of(Contender.FLOOR, Contender.BLOCKING, own));
    assertEquals(Palette.colour(2), few.colour(own));
  }
}
