// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

/**
 * Something and its model.
 *
 * @param <R> its type
 * @param <M> the type of the model
 * @param real the thing itself
 * @param model what it must be like
 */
public record Modelled<R, M>(R real, M model) {}
