//go:build tools

// Package tools pins the Temporal server that Parley brings along: the import makes go.sum cover everything the
// temporal command is built from, so that a build on any machine yields the same server or fails.
package tools

import _ "github.com/temporalio/cli/cmd/temporal"
