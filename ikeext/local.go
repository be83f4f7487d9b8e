package ikeext
import "context"
type localDoor struct{*session}
func (*localDoor) open(context.Context) error {return nil}
func (*localDoor) statistics(context.Context) (*Snapshot, error) {return nil,nil}
func (*localDoor) close(bool)  {}
