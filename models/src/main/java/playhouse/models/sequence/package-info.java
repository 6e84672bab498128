/**
 * Which title comes next, by a causal self-attention model: learnt with PyTorch, scored in Java.
 */
@NullMarked
package playhouse.models.sequence;

import org.jspecify.annotations.NullMarked;
