// SPDX-License-Identifier: Apache-2.0
package programs.sse;

/** What the source publishes. Clients see by the numbers what they have missed. */
record Tick(long number, String payload) {}
