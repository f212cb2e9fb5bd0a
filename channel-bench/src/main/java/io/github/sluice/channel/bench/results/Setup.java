// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.results;

import java.util.List;
import java.util.Map;

/**
 * How a run was set up.
 *
 * @param settings of contenders, each with its reason, by label
 * @param commands what measures a figure again, by the figure's name
 * @param warnings what makes figures of this machine unreliable, a line each
 */
public record Setup(
    Map<String, String> settings, Map<String, String> commands, List<String> warnings) {}
