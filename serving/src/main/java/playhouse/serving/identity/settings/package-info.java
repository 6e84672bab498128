/** What people do with their own accounts. */
@NullMarked
package playhouse.serving.identity.settings;

import org.jspecify.annotations.NullMarked;
