import './player.css';
import * as THREE from 'three';
import { create } from '@bufbuild/protobuf';
import { HelloSchema } from './wire/generated/parvis/v1/session_pb';

console.log(THREE.REVISION, create(HelloSchema));
